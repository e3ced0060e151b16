namespace Kirana.Learn.Binning;

/// <summary>Some of many weighted values, with bounds of the rank of each: quantiles of all of them within a known error.</summary>
/// <remarks>The weighted quantile summary of Chen and Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016, appendix A, which extends
/// Greenwald and Khanna, "Space-efficient online computation of quantile summaries", SIGMOD 2001, to weights. With ω(D) the weight of all
/// values, it is ε-approximate where no rank is known less well than by ε·ω(D). Merging keeps ε (theorem A.3: the greater one of the two),
/// pruning to b + 1 entries adds at most 1/b to it (theorem A.4). So parts of the data may be summarised anywhere, in any order, and combined.
/// Immutable and thread-safe.</remarks>
public sealed partial class QuantileSummary
{
    private readonly SummaryEntry[] _entries;

    private QuantileSummary(SummaryEntry[] entries) => _entries = entries;

    /// <summary>The summary of no value.</summary>
    public static QuantileSummary Empty { get; } = new([]);

    /// <summary>The entries, ascending by value.</summary>
    public ReadOnlySpan<SummaryEntry> Entries => _entries;

    /// <summary>ω(D), the weight of all values.</summary>
    public double Weight => _entries.Length == 0 ? 0 : _entries[^1].UpTo;

    /// <summary>ε, the greatest share of the weight by which a rank may be unknown; 0 where the summary is exact.</summary>
    /// <remarks>Measured on the entries (ibid., lemma A.1), so it is what holds for these data: often far less than what the theorems allow.</remarks>
    public double ErrorBound
    {
        get
        {
            var error = 0.0;
            for (var i = 0; i < _entries.Length; i++)
            {
                error = Math.Max(error, _entries[i].UpTo - _entries[i].Least);
                if (i > 0)
                    error = Math.Max(error, _entries[i].MostBelow - _entries[i - 1].Least);
            }

            // Sums of weights in another order differ by rounding, which is no error of the summary.
            return error <= 1e-12 * Weight ? 0 : error / Weight;
        }
    }

    /// <summary>The exact summary of weighted values.</summary>
    /// <param name="values">The values in any order; NaN, a missing one, is left out.</param>
    /// <param name="weights">The weight of each, finite and at least 0; all are 1 where empty. What weighs 0 is left out.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is negative or not finite.</exception>
    public static QuantileSummary Of(ReadOnlySpan<float> values, ReadOnlySpan<float> weights = default)
    {
        CheckWeights(values, weights);
        var keys = new ulong[values.Length];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
            if (!float.IsNaN(values[i]) && (weights.IsEmpty || weights[i] > 0))
                keys[count++] = (ulong)(uint)(SortableFloats.Key(values[i]) ^ int.MinValue) << 32 | (uint)i;
        // Equal values keep their order, so that their weights are added in it.
        Array.Sort(keys, 0, count);

        var entries = new List<SummaryEntry>();
        var below = 0.0;
        for (var at = 0; at < count;)
        {
            var (first, weight) = (keys[at], 0.0);
            for (; at < count && keys[at] >> 32 == first >> 32; at++)
                weight += weights.IsEmpty ? 1 : weights[(int)(uint)keys[at]];
            entries.Add(new SummaryEntry(values[(int)(uint)first] + 0f, below, below + weight, weight));
            below += weight;
        }

        return new QuantileSummary([.. entries]);
    }

    /// <summary>A summary from its entries, such as those another machine sent.</summary>
    /// <param name="entries">What <see cref="Entries"/> gave.</param>
    /// <exception cref="ArgumentException">Values do not ascend, or ranks contradict one another.</exception>
    public static QuantileSummary Of(ReadOnlySpan<SummaryEntry> entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var own = entries[i];
            var previous = i == 0 ? new SummaryEntry(float.NegativeInfinity, 0, 0, 0) : entries[i - 1];
            // Ranks are sums that were rounded in different orders.
            var slack = 1e-9 * Math.Abs(own.UpTo);
            if (!(own.Weight > 0) || !double.IsFinite(own.UpTo) || !(own.Below >= 0) || !(own.Least <= own.UpTo + slack) || (i == 0 ? float.IsNaN(own.Value) : !(own.Value > previous.Value))
                || !(own.Below >= previous.Least - slack) || !(own.MostBelow >= previous.UpTo - slack))
                throw new ArgumentException($"Entry {i} is {own} after {previous}; expected greater values, weights above 0, and ranks that do not fall.", nameof(entries));
        }

        return new QuantileSummary(entries.ToArray());
    }

    /// <summary>A value whose rank is about as wanted.</summary>
    /// <param name="share">The share of the weight that lies below, 0 to 1.</param>
    /// <returns>A value of the data, whose rank differs from <c>share·ω(D)</c> by at most <see cref="ErrorBound"/> and half its own weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is no number from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The summary is empty.</exception>
    public float Quantile(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share from 0 to 1.");
        if (_entries.Length == 0)
            throw new InvalidOperationException("No value was summarised, so there is no quantile.");
        return _entries[Query(share * Weight, 0)].Value;
    }

    /// <summary>Bounds of the weight of all values below <paramref name="value"/>, and of all up to it.</summary>
    /// <param name="value">Any number, also one that is no entry.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is NaN.</exception>
    public (double Below, double UpTo) Rank(float value)
    {
        if (float.IsNaN(value))
            throw new ArgumentException("NaN has no rank.", nameof(value));
        var own = Extended(value, FirstFrom(value));
        return (own.Below, own.UpTo);
    }

    /// <summary>The first entry that is not below a value.</summary>
    private int FirstFrom(float value)
    {
        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Value < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
