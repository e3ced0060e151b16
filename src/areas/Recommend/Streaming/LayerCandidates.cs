using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Lists;

namespace Kirana.Recommend.Streaming;

/// <summary>The items of one request that a linear layer puts in order anew: those of the history, and the best others. Rented; dispose of it.</summary>
internal ref struct LayerCandidates : IDisposable
{
    private readonly int[] _items;
    private readonly float[] _scores;
    private readonly double[] _numbers;
    private readonly int _room;
    private readonly int _known;
    private readonly double _mean;

    /// <summary>Takes them out of the scores.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="scores">The trained scores of all items; the same again on return.</param>
    /// <param name="most">The most besides items of the history.</param>
    /// <param name="shown">What the shopper was shown, in place of these: then only the scale of scores is that of all. Empty if it is not known.</param>
    public LayerCandidates(Shopper shopper, Span<float> scores, int most, ReadOnlySpan<int> shown = default)
    {
        _room = Math.Max(shown.Length, Math.Min(scores.Length, shopper.Items.Length + most));
        (_items, _scores, _numbers) = (ArrayPool<int>.Shared.Rent(_room), ArrayPool<float>.Shared.Rent(_room), ArrayPool<double>.Shared.Rent(3 * _room));
        foreach (var item in shopper.Items)
            if (float.IsFinite(scores[item]))
            {
                (_items[_known], _scores[_known++]) = (item, scores[item]);
                // So that it is met once, and not among the others.
                scores[item] = float.NegativeInfinity;
            }

        var others = Math.Min(most, _room - _known);
        var best = new TopItems(_items.AsSpan(_known, others), _scores.AsSpan(_known, others));
        best.OfferAll(scores);
        best.Sort();
        Count = _known + best.Items.Length;
        for (var i = 0; i < _known; i++)
            scores[_items[i]] = _scores[i];
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
            sum += _scores[i];
        _mean = Count == 0 ? 0 : sum / Count;
        for (var i = 0; i < Count; i++)
            squares += (_scores[i] - _mean) * (_scores[i] - _mean);
        Deviation = squares > 0 ? Math.Sqrt(squares / Count) : 1;
        if (!shown.IsEmpty)
            (_known, Count) = Choose(shopper, scores, shown);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The items, those of the history first.</summary>
    public readonly ReadOnlySpan<int> Items => _items;

    /// <summary>The standard deviation of their scores; 1 if all are equal.</summary>
    public double Deviation { get; }

    /// <summary>A number for each, for the caller.</summary>
    public readonly Span<double> Sums => _numbers.AsSpan(0, Count);

    /// <summary>How likely each is what is taken, by its score.</summary>
    public readonly Span<double> Chances => _numbers.AsSpan(_room, Count);

    /// <summary>How much of each was taken.</summary>
    public readonly Span<double> Taken => _numbers.AsSpan(2 * _room, Count);

    /// <summary>How much was taken of those that the last <see cref="Expect"/> took in.</summary>
    public double TakenSum { get; private set; }

    /// <summary>Whether the shopper has one.</summary>
    public readonly bool IsKnown(int place) => place < _known;

    /// <summary>A score less the mean in standard deviations.</summary>
    public readonly double Standard(int place) => (_scores[place] - _mean) / Deviation;

    /// <summary>The mean of <see cref="Sums"/>.</summary>
    public readonly double MeanOfSums()
    {
        var sum = 0.0;
        foreach (var one in Sums)
            sum += one;
        return sum / Math.Max(1, Count);
    }

    /// <summary>Notes what was taken.</summary>
    public readonly void Take(ReadOnlySpan<int> items, ReadOnlySpan<float> weights)
    {
        Taken.Clear();
        for (var i = 0; i < items.Length; i++)
            if (Items[..Count].IndexOf(items[i]) is >= 0 and var place)
                Taken[place] += weights[i];
    }

    /// <summary>Finds the chances by the scores alone.</summary>
    /// <param name="newOnly">Whether items of the history are no candidates.</param>
    /// <returns>How much of the candidates was taken.</returns>
    public double Expect(bool newOnly)
    {
        var (first, highest, sum) = (newOnly ? _known : 0, double.NegativeInfinity, 0.0);
        TakenSum = 0;
        for (var i = first; i < Count; i++)
            highest = Math.Max(highest, Standard(i));
        for (var i = first; i < Count; i++)
        {
            TakenSum += Taken[i];
            sum += Chances[i] = Elementary.Exp(Standard(i) - highest);
        }

        for (var i = first; i < Count; i++)
            Chances[i] /= sum;
        return Count - first > 1 ? TakenSum : 0;
    }

    /// <summary>Puts what was shown in place of the candidates; what the model cannot score is left out.</summary>
    private readonly (int Known, int All) Choose(Shopper shopper, ReadOnlySpan<float> scores, ReadOnlySpan<int> shown)
    {
        var (known, all) = (0, 0);
        foreach (var isKnown in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var item in shown)
                if (float.IsFinite(scores[item]) && shopper.Items.Contains(item) == isKnown && !_items.AsSpan(0, all).Contains(item))
                    (_items[all], _scores[all++]) = (item, scores[item]);
            if (isKnown)
                known = all;
        }

        return (known, all);
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<double>.Shared.Return(_numbers);
    }
}
