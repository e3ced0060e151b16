using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Popularity;

/// <summary>Learns which items are in a burst: asked for more than their own share, and more than a lucky day explains.</summary>
/// <remarks>
/// <para>Kleinberg, "Bursty and hierarchical structure in streams", KDD 2002, §4, with two states. Of the d events of a period, r are of the
/// item; its share of all events is p. In the quiet state each event is the item's with probability p, in the burst with s·p. A path of
/// states costs −Σ ln binomial(r; d, state) and <see cref="Reluctance"/>·ln T for every way up, T the number of periods; the cheapest
/// path tells whether the item is in a burst at the end. Its score is the weight of that burst: what the path saves against staying quiet.</para>
/// <para>An item that always sells much is popular and not trending; it scores 0, as does one whose burst is over.</para>
/// </remarks>
public sealed record Trending : IRecommenderLearner
{
    internal const string ModelKind = "trending";

    /// <summary>More periods than this are not looked at: bursts of long ago do not serve.</summary>
    private const int MostPeriods = 1000;

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>The length of a period; positive, 1 day by default.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromDays(1);

    /// <summary>s, how many times its share an item has in a burst; above 1, 3 by default.</summary>
    public double Surge { get; init; } = 3;

    /// <summary>What it costs to enter a burst, in units of ln T; 0 or more, 1 by default, as in the paper.</summary>
    public double Reluctance { get; init; } = 1;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<Trending> Table { get; } = new OptionTable<Trending>()
        .Number("periodDays", learner => learner.Period.TotalDays, (learner, value) => learner with { Period = TimeSpan.FromDays(value) })
        .Number("surge", learner => learner.Surge, (learner, value) => learner with { Surge = value })
        .Number("reluctance", learner => learner.Reluctance, (learner, value) => learner with { Reluctance = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Period > TimeSpan.Zero, Period, "longer than zero")
            .Require(Surge > 1 && double.IsFinite(Surge), Surge, "above 1 and finite")
            .Require(Reluctance >= 0 && double.IsFinite(Reluctance), Reluctance, "0 or more and finite")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);

        var (totals, counts) = Count(interactions);
        var scores = new float[interactions.ItemCount];
        var all = (double)totals.Sum();
        for (var item = 0; item < scores.Length; item++)
            if (counts[item] is { } byPeriod)
                scores[item] = (float)WeightOfLastBurst(byPeriod, totals, byPeriod.Values.Sum() / all);
        return new PopularityModel(Name, "trending", interactions.Items, scores, Options);
    }

    /// <summary>Events of each period, oldest first, and of each item by period.</summary>
    private (long[] Totals, Dictionary<int, int>?[] Counts) Count(Interactions interactions)
    {
        var (oldest, newest) = (long.MaxValue, long.MinValue);
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                (oldest, newest) = (Math.Min(oldest, time), Math.Max(newest, time));
        var length = Math.Max(1, (long)Period.TotalMicroseconds);
        var periods = (int)Math.Min(MostPeriods, (newest - oldest) / length + 1);
        var totals = new long[periods];
        var counts = new Dictionary<int, int>?[interactions.ItemCount];
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var times = interactions.TimesOf(user);
            for (var e = 0; e < times.Length; e++)
            {
                // Periods end at the newest event, so that the last one is whole.
                var period = periods - 1 - (newest - times[e]) / length;
                if (period < 0)
                    continue;
                totals[period]++;
                var byPeriod = counts[interactions.ItemsOf(user)[e]] ??= [];
                byPeriod[(int)period] = byPeriod.GetValueOrDefault((int)period) + 1;
            }
        }

        return (totals, counts);
    }

    /// <summary>What the last burst saves, 0 if the cheapest path ends quiet.</summary>
    private double WeightOfLastBurst(Dictionary<int, int> counts, long[] totals, double share)
    {
        // At most half-way to certainty, so that an item of nearly all events has somewhere to go.
        var surged = Math.Min(Surge * share, (1 + share) / 2);
        var (more, fewer) = (Elementary.Log(surged / share), share < 1 ? Elementary.Log((1 - surged) / (1 - share)) : 0);
        var entry = Reluctance * Elementary.Log((double)Math.Max(2, totals.Length));
        double quiet = 0, burst = double.NegativeInfinity, weight = 0;
        for (var period = 0; period < totals.Length; period++)
        {
            // The gain of the burst's state over the quiet one; what both share drops out.
            var count = counts.GetValueOrDefault(period);
            var gain = count * more + (totals[period] - count) * fewer;
            var (stay, enter) = (burst, quiet - entry);
            quiet = Math.Max(quiet, burst);
            weight = stay >= enter ? weight + gain : gain - entry;
            burst = Math.Max(stay, enter) + gain;
        }

        return burst > quiet ? Math.Max(0, weight) : 0;
    }
}
