namespace Kirana.Learn.Binning;

public sealed partial class QuantileSummary
{
    /// <summary>The summary of the values of both: of every value that either has, bounds and weights add up (ibid., A.3, equations 15 to 17).</summary>
    /// <param name="other">A summary of other values.</param>
    /// <returns>A summary whose error is at most the greater one of the two.</returns>
    public QuantileSummary Merge(QuantileSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_entries.Length == 0 || other._entries.Length == 0)
            return _entries.Length == 0 ? other : this;
        var merged = new SummaryEntry[_entries.Length + other._entries.Length];
        var (i, j, count) = (0, 0, 0);
        while (i < _entries.Length || j < other._entries.Length)
        {
            var value = j == other._entries.Length || (i < _entries.Length && _entries[i].Value <= other._entries[j].Value) ? _entries[i].Value : other._entries[j].Value;
            var (first, second) = (Extended(value, i), other.Extended(value, j));
            merged[count++] = new SummaryEntry(value, first.Below + second.Below, first.UpTo + second.UpTo, first.Weight + second.Weight);
            i += i < _entries.Length && _entries[i].Value <= value ? 1 : 0;
            j += j < other._entries.Length && other._entries[j].Value <= value ? 1 : 0;
        }

        return new QuantileSummary(merged[..count]);
    }

    /// <summary>At most b + 1 of the entries, those nearest to evenly spaced ranks (ibid., A.4, equation 19).</summary>
    /// <param name="size">b, at least 1.</param>
    /// <returns>A summary whose error is greater by at most 1/b; itself where it has no more entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public QuantileSummary Prune(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (_entries.Length <= (long)size + 1)
            return this;
        var kept = new SummaryEntry[size + 1];
        var (count, last) = (0, -1);
        for (var i = 0; i <= size; i++)
        {
            var at = Query((double)i / size * Weight, Math.Max(0, last));
            if (at > last)
                kept[count++] = _entries[at];
            last = at;
        }

        return new QuantileSummary(kept[..count]);
    }

    /// <summary>The entry whose rank is nearest to a wanted one (ibid., algorithm 4).</summary>
    /// <param name="rank">The wanted rank d.</param>
    /// <param name="from">An entry that the result does not lie before.</param>
    private int Query(double rank, int from)
    {
        var twice = 2 * rank;
        if (twice < _entries[0].Below + _entries[0].UpTo)
            return 0;
        var i = from;
        // The entry before may be the one to begin with: the last query may have chosen the next one.
        if (i > 0 && twice < _entries[i].Below + _entries[i].UpTo)
            i--;
        while (i + 1 < _entries.Length && twice >= _entries[i + 1].Below + _entries[i + 1].UpTo)
            i++;
        return i + 1 == _entries.Length || twice < _entries[i].Least + _entries[i + 1].MostBelow ? i : i + 1;
    }

    /// <summary>What is known of any number (ibid., A.2, equations 11 to 14).</summary>
    /// <param name="value">The number.</param>
    /// <param name="at">The first entry that is not below it.</param>
    private SummaryEntry Extended(float value, int at)
    {
        if (at < _entries.Length && _entries[at].Value <= value)
            return _entries[at];
        return new SummaryEntry(value, at == 0 ? 0 : _entries[at - 1].Least, at == 0 ? 0 : at == _entries.Length ? Weight : _entries[at].MostBelow, 0);
    }

    /// <summary>Refuses weights that no value can have.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is negative or not finite.</exception>
    internal static void CheckWeights(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        if (!weights.IsEmpty && weights.Length != values.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {values.Length} values.", nameof(weights));
        for (var i = 0; i < weights.Length; i++)
            if (!(weights[i] >= 0) || float.IsInfinity(weights[i]))
                throw new ArgumentException($"Weight {i} is {weights[i]}; a weight is a finite number from 0 up.", nameof(weights));
    }
}
