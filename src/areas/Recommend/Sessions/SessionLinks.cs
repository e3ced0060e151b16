using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;

namespace Kirana.Recommend.Sessions;

/// <summary>Finds for each item the items that stand near it in its newest sessions; the shares of an item sum to 1.</summary>
internal sealed class SessionLinks
{
    /// <summary>The links an item keeps.</summary>
    private const int Most = 40;

    /// <summary>Events farther away say nothing: their weight has fallen below a tenth at the default half-life.</summary>
    private const int Window = 8;

    private const int ItemsPerBlock = 64;

    private readonly SessionIndex _index;
    private readonly float[] _decays = new float[Window];
    private readonly float _backward;
    private readonly int[][] _items;
    private readonly float[][] _shares;

    private SessionLinks(SessionIndex index, SessionNeighbors options)
    {
        _index = index;
        _backward = (float)options.Backward;
        var decay = Elementary.Exp(-Elementary.Log(2.0) / options.DistanceHalfLife);
        var weight = 1.0;
        for (var distance = 0; distance < Window; distance++, weight *= decay)
            _decays[distance] = (float)weight;
        _items = new int[index.Frequencies.Length][];
        _shares = new float[index.Frequencies.Length][];
    }

    /// <summary>Finds the links of every item.</summary>
    public static NeighborLists Of(SessionIndex index, SessionNeighbors options, FitContext context)
    {
        var search = new SessionLinks(index, options);
        var items = search._items.Length;
        var done = 0L;
        Blocks.Run(items, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var sums = ArrayPool<float>.Shared.Rent(items);
            Array.Clear(sums);
            var touched = new List<int>();
            for (var item = start; item < end; item++)
                search.Find(item, sums, touched);
            ArrayPool<float>.Shared.Return(sums);
            context.Progress?.Report(new FitProgress("items", Interlocked.Add(ref done, end - start), items));
        });
        return NeighborLists.Of(search._items, search._shares);
    }

    /// <summary>Finds the links of one item; leaves <paramref name="sums"/> all zero as it found it.</summary>
    private void Find(int item, float[] sums, List<int> touched)
    {
        touched.Clear();
        foreach (var number in _index.SessionsOf(item))
        {
            var session = _index.SessionAt(number);
            for (var place = 0; place < session.Length; place++)
            {
                if (session[place] != item)
                    continue;
                for (var other = Math.Max(0, place - Window); other < Math.Min(session.Length, place + Window + 1); other++)
                {
                    var neighbor = session[other];
                    if (neighbor == item)
                        continue;
                    if (sums[neighbor] == 0)
                        touched.Add(neighbor);
                    sums[neighbor] += other > place ? _decays[other - place - 1] : _backward * _decays[place - other - 1];
                }
            }
        }

        var room = Math.Min(Most, touched.Count);
        var top = new TopItems(new int[room], new float[room]);
        foreach (var neighbor in touched)
        {
            // With Backward = 0 an item only ever seen before has no weight, and may stand here twice: its sum is 0 by then.
            if (sums[neighbor] > 0)
                top.Offer(neighbor, sums[neighbor] / MathF.Sqrt(_index.Frequencies[neighbor]));
            sums[neighbor] = 0;
        }

        top.Sort();
        var total = 0.0;
        foreach (var score in top.Scores)
            total += score;
        _items[item] = top.Items.ToArray();
        _shares[item] = top.Scores.ToArray();
        foreach (ref var share in _shares[item].AsSpan())
            share = (float)(share / total);
    }
}
