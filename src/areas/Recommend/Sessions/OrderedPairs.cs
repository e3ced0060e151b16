using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Neighbors;

namespace Kirana.Recommend.Sessions;

/// <summary>Counts which items follow and precede which in the histories of users, near ones more than far ones.</summary>
internal sealed class OrderedPairs
{
    private const int ItemsPerBlock = 64;

    private readonly Interactions _interactions;
    private readonly float[] _forward;
    private readonly float[] _backward;
    private readonly int[] _starts;
    private readonly int[] _users;
    private readonly int[] _places;

    /// <summary>Notes where every item stands.</summary>
    /// <param name="interactions">Every user's events in time order.</param>
    /// <param name="reach">How many events before and after one count.</param>
    /// <param name="halfLife">The distance at which a pair counts half of the nearest.</param>
    /// <param name="backward">What an item before counts, in units of one after.</param>
    public OrderedPairs(Interactions interactions, int reach, double halfLife, double backward)
    {
        _interactions = interactions;
        _forward = new float[reach];
        _backward = new float[reach];
        for (var distance = 0; distance < reach; distance++)
        {
            var weight = Elementary.Exp(-Elementary.Log(2.0) / halfLife * distance);
            (_forward[distance], _backward[distance]) = ((float)weight, (float)(backward * weight));
        }

        _starts = new int[interactions.ItemCount + 1];
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var item in interactions.ItemsOf(user))
                _starts[item + 1]++;
        for (var item = 0; item < interactions.ItemCount; item++)
            _starts[item + 1] += _starts[item];
        var next = _starts.AsSpan(0, interactions.ItemCount).ToArray();
        (_users, _places) = (new int[interactions.Count], new int[interactions.Count]);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var place = 0; place < interactions.ItemsOf(user).Length; place++)
            {
                var slot = next[interactions.ItemsOf(user)[place]]++;
                (_users[slot], _places[slot]) = (user, place);
            }
    }

    /// <summary>The counts of every item, divided by powers of how often both occur, in the order of the other item.</summary>
    /// <param name="from">What a count is multiplied by for the first item.</param>
    /// <param name="to">And for the other.</param>
    /// <param name="context">Threads and cancellation.</param>
    public NeighborLists Counts(float[] from, float[] to, FitContext context)
    {
        var count = _interactions.ItemCount;
        var items = new int[count][];
        var counts = new float[count][];
        Blocks.Run(count, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var sums = ArrayPool<float>.Shared.Rent(count);
            Array.Clear(sums);
            var touched = new List<int>();
            for (var item = start; item < end; item++)
            {
                Add(item, sums, touched);
                touched.Sort();
                items[item] = [.. touched];
                counts[item] = Array.ConvertAll(items[item], other => sums[other] * from[item] * to[other]);
                foreach (var other in touched)
                    sums[other] = 0;
                touched.Clear();
            }

            ArrayPool<float>.Shared.Return(sums);
        });
        return NeighborLists.Of(items, counts);
    }

    private void Add(int item, float[] sums, List<int> touched)
    {
        for (var slot = _starts[item]; slot < _starts[item + 1]; slot++)
        {
            var place = _places[slot];
            var history = _interactions.ItemsOf(_users[slot]);
            var weights = _interactions.WeightsOf(_users[slot]);
            for (var other = Math.Max(0, place - _forward.Length); other < Math.Min(history.Length, place + _forward.Length + 1); other++)
            {
                if (other == place)
                    continue;
                var near = other > place ? _forward[other - place - 1] : _backward[place - other - 1];
                var weight = near * weights[place] * weights[other];
                if (weight <= 0)
                    continue;
                if (sums[history[other]] == 0)
                    touched.Add(history[other]);
                sums[history[other]] += weight;
            }
        }
    }
}
