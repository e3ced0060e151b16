using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Search;

namespace Kirana.Recommend.Blending;

/// <summary>What one source nominates for one shopper: its best items with scaled scores, in rented arrays.</summary>
internal readonly ref struct Nominations : IDisposable
{
    /// <summary>Best candidates whose mean is 1 on the range scale: one alone would be chance.</summary>
    private const int BestOfRange = 10;

    /// <summary>Ranks below which reciprocal ranks fall slowly.</summary>
    private const int LevelRanks = 9;

    private readonly int[] _items;
    private readonly float[] _values;
    private readonly int _count;

    private Nominations(int[] items, float[] values, int count)
    {
        _items = items;
        _values = values;
        _count = count;
    }

    /// <summary>The items, new ones best first and then those of the history.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>Their scaled scores, positive.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    /// <summary>Asks a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="shopper">The shopper.</param>
    /// <param name="scale">The common scale.</param>
    /// <param name="candidates">The new items nominated at most.</param>
    /// <param name="scores">Room for the source's scores, one place for each item; contents are lost.</param>
    public static Nominations Of(IRecommender source, Shopper shopper, BlendScale scale, int candidates, Span<float> scores)
    {
        candidates = Math.Min(candidates, scores.Length);
        var room = candidates + shopper.Items.Length;
        FactorSearch.ScoreBest(source, shopper, room, scores);
        var (items, values) = (ArrayPool<int>.Shared.Rent(room), ArrayPool<float>.Shared.Rent(room));
        var known = 0;
        foreach (var item in shopper.Items)
            if (float.IsFinite(scores[item]))
            {
                (items[candidates + known], values[candidates + known]) = (item, scores[item]);
                scores[item] = float.NegativeInfinity;
                known++;
            }

        var top = new TopItems(items.AsSpan(0, candidates), values.AsSpan(0, candidates));
        top.OfferAll(scores);
        top.Sort();
        var fresh = top.Items.Length;
        items.AsSpan(candidates, known).CopyTo(items.AsSpan(fresh));
        values.AsSpan(candidates, known).CopyTo(values.AsSpan(fresh));
        var count = Rescale(scale, items, values, fresh, fresh + known, isFull: fresh == candidates);
        return new Nominations(items, values, count);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_values);
    }

    /// <summary>Puts scores on the scale, drops what is not above its end, and returns how many are left.</summary>
    private static int Rescale(BlendScale scale, int[] items, float[] values, int fresh, int all, bool isFull)
    {
        // A shopper whose every reachable item is in the history: the history is its own measure.
        var measured = values.AsSpan(0, fresh > 0 ? fresh : all);
        if (measured.IsEmpty)
            return 0;
        var best = measured[0];
        foreach (var value in measured)
            best = Math.Max(best, value);
        // A source that could have nominated more thinks nothing of the rest.
        var last = isFull ? measured[^1] : Math.Min(0, measured[^1]);
        var range = Math.Max(float.Epsilon, Mean(measured[..Math.Min(BestOfRange, measured.Length)]) - last);
        var deviation = Math.Max(float.Epsilon, Deviation(measured));

        // The history first, as ranks are read off what is measured.
        for (var i = all - 1; i >= 0; i--)
            values[i] = scale switch
            {
                BlendScale.Range => (values[i] - last) / range,
                BlendScale.Rank => (LevelRanks + 1f) / (LevelRanks + RankOf(values[i], i, measured)),
                _ => (float)Elementary.Exp((double)((values[i] - best) / deviation)),
            };

        var count = 0;
        for (var i = 0; i < all; i++)
            if (values[i] > 0)
                (items[count], values[count++]) = (items[i], values[i]);
        return count;
    }

    /// <summary>The rank of a measured value is its place; another has that of the first it beats.</summary>
    private static int RankOf(float value, int place, ReadOnlySpan<float> measured)
    {
        if (place < measured.Length)
            return place + 1;
        var rank = 1;
        while (rank <= measured.Length && measured[rank - 1] >= value)
            rank++;
        return rank;
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return (float)(sum / values.Length);
    }

    private static float Deviation(ReadOnlySpan<float> values)
    {
        var mean = (double)Mean(values);
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (float)Math.Sqrt(squares / values.Length);
    }
}
