namespace Kirana.Learn.Binning;

/// <summary>Summarises a stream of weighted values so that its quantiles are known within a wanted error.</summary>
/// <remarks>
/// <para>Values fill a buffer; a full one becomes an exact <see cref="QuantileSummary"/>. Two summaries of one level are merged and pruned to
/// one of the next, as the digits of a binary number are added (Zhang and Wang, "A fast algorithm for approximate quantiles in high speed data
/// streams", SSDBM 2007; Chen and Guestrin, "XGBoost", KDD 2016, appendix A). With summaries of b = ⌈16/ε⌉ entries every level adds ε/16, so
/// that ε holds for 2¹⁶·b values: 10⁹ where ε is 0.001. Beyond, each doubling adds another ε/16.</para>
/// <para>Sketches of parts of the data can be merged, in one process or, by the <see cref="QuantileSummary.Entries"/> of
/// their summaries, from several machines. The same values in the same order give the same result. Memory: 32 bytes for each entry of each level, of
/// which there are at most log₂(values / b). Not thread-safe.</para>
/// </remarks>
public sealed class QuantileSketch
{
    private const int Levels = 16;

    private readonly List<QuantileSummary?> _levels = [];
    private readonly int _size;
    private float[] _values = [];
    private float[] _weights = [];
    private int _count;

    /// <summary>Begins an empty sketch.</summary>
    /// <param name="error">ε, the share of the weight by which a rank may be wrong, 0.00001 to 0.5; 0.001 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="error"/> lies outside its range.</exception>
    public QuantileSketch(double error = 1e-3)
    {
        if (!(error is >= 1e-5 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(error), error, "Expected 0.00001 to 0.5.");
        Error = error;
        _size = (int)Math.Ceiling(Levels / error);
    }

    /// <summary>ε, the share of the weight by which a rank may be wrong.</summary>
    public double Error { get; }

    /// <summary>Adds values.</summary>
    /// <param name="values">The values; NaN, a missing one, is left out.</param>
    /// <param name="weights">The weight of each, such as a row's weight or second derivative, finite and at least 0; all are 1 where empty.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is negative or not finite; nothing was added.</exception>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<float> weights = default)
    {
        QuantileSummary.CheckWeights(values, weights);
        while (!values.IsEmpty)
        {
            if (_count == _values.Length)
                Grow(values.Length);
            var taken = Math.Min(values.Length, _values.Length - _count);
            values[..taken].CopyTo(_values.AsSpan(_count));
            if (weights.IsEmpty)
                _weights.AsSpan(_count, taken).Fill(1);
            else
                weights[..taken].CopyTo(_weights.AsSpan(_count));
            _count += taken;
            values = values[taken..];
            weights = weights.IsEmpty ? weights : weights[taken..];
            if (_count == _size)
                Empty();
        }
    }

    /// <summary>Adds what another sketch has seen.</summary>
    /// <param name="other">A sketch of other values; it stays as it is. The greater error of the two holds for the result.</param>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // A sketch may be merged with itself: its levels are read before any of them changes.
        QuantileSummary?[] levels = [.. other._levels];
        var buffer = other.Buffered();
        for (var level = 0; level < levels.Length; level++)
            if (levels[level] is { } own)
                Carry(own, level);
        Carry(buffer, 0);
    }

    /// <summary>What has been seen so far.</summary>
    public QuantileSummary ToSummary() => _levels.Aggregate(Buffered(), (all, own) => own is null ? all : own.Merge(all));

    private QuantileSummary Buffered() => QuantileSummary.Of(_values.AsSpan(0, _count), _weights.AsSpan(0, _count));

    private void Grow(int wanted)
    {
        // Few values need few bytes.
        var length = (int)Math.Min(_size, Math.Max(2L * _values.Length, _count + (long)wanted));
        Array.Resize(ref _values, length);
        Array.Resize(ref _weights, length);
    }

    private void Empty()
    {
        var summary = Buffered();
        _count = 0;
        Carry(summary, 0);
    }

    private void Carry(QuantileSummary summary, int level)
    {
        if (summary.Entries.IsEmpty)
            return;
        for (; level < _levels.Count && _levels[level] is { } own; level++)
        {
            summary = own.Merge(summary).Prune(_size);
            _levels[level] = null;
        }

        while (_levels.Count <= level)
            _levels.Add(null);
        _levels[level] = summary;
    }
}
