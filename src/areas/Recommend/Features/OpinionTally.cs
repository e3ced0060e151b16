using System.Runtime.InteropServices;
using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Features;

/// <summary>The opinions before a moment, sorted out.</summary>
internal sealed class OpinionTally
{
    /// <summary>Sorts opinions out.</summary>
    /// <param name="opinions">The opinions; see <see cref="ItemOpinions.Of"/>.</param>
    /// <param name="items">The items that are asked of; others are passed over.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public OpinionTally(Interactions opinions, IdMap items, long until)
    {
        Users = opinions.UserCount;
        Dwells = new Members(items.Count);
        int[] places = [.. opinions.Items.Ids.Select(id => items.TryGetIndex(id, out var place) ? place : -1)];
        var latest = new Dictionary<int, (long Time, float Rating)>();
        for (var user = 0; user < opinions.UserCount; user++)
        {
            latest.Clear();
            var count = EventsBeside.CountBefore(opinions.TimesOf(user), until);
            for (var e = 0; e < count; e++)
                if (places[opinions.ItemsOf(user)[e]] is var item and >= 0)
                    switch (Opinion.Of(opinions.WeightsOf(user)[e]))
                    {
                        case { Kind: OpinionKind.Rating, Value: var rating }:
                            var (time, before) = (opinions.TimesOf(user)[e], latest.GetValueOrDefault(item, (long.MinValue, 0)));
                            latest[item] = (time, time == before.Item1 ? Math.Max(rating, before.Item2) : rating);
                            break;
                        case { Kind: OpinionKind.Dwell, Value: var seconds }:
                            Dwells.Add(item, Elementary.Log(1.0 + seconds));
                            break;
                    }

            // In the order of items, so that sums do not depend on that of a table.
            foreach (var (item, (_, rating)) in latest.OrderBy(one => one.Key))
                Ratings.Add(new Rated(user, item, rating));
        }
    }

    /// <summary>The number of users.</summary>
    public int Users { get; }

    /// <summary>The ratings that hold.</summary>
    public List<Rated> Ratings { get; } = [];

    /// <summary>The logarithms of 1 and the seconds of dwells, item by item.</summary>
    public Members Dwells { get; }

    /// <summary>Ratings less something, member by member.</summary>
    /// <param name="count">The number of members.</param>
    /// <param name="memberOf">The member that a rating is of.</param>
    /// <param name="valueOf">The number.</param>
    public Members Residuals(int count, Func<Rated, int> memberOf, Func<Rated, double> valueOf)
    {
        var members = new Members(count);
        foreach (var one in CollectionsMarshal.AsSpan(Ratings))
            members.Add(memberOf(one), valueOf(one));
        return members;
    }

    /// <summary>A rating.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Rated(int User, int Item, float Rating);

    /// <summary>Sums of numbers, member by member.</summary>
    /// <param name="count">The number of members.</param>
    public sealed class Members(int count)
    {
        private readonly double[] _squares = new double[count];

        /// <summary>The sum of each member's numbers.</summary>
        public double[] Sums { get; } = new double[count];

        /// <summary>How many numbers each has.</summary>
        public int[] Counts { get; } = new int[count];

        /// <summary>Adds a number.</summary>
        public void Add(int member, double value)
        {
            Sums[member] += value;
            _squares[member] += value * value;
            Counts[member]++;
        }

        /// <summary>As <see cref="MeanPrior.Strength"/>.</summary>
        public double Strength(int[] groups, int groupCount) => MeanPrior.Strength(Sums, _squares, Counts, groups, groupCount);
    }
}
