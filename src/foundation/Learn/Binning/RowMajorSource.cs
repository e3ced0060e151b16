namespace Kirana.Learn.Binning;

/// <summary>Features that lie row by row in one block of memory.</summary>
internal sealed class RowMajorSource : FeatureSource
{
    private readonly ReadOnlyMemory<float> _values;

    public RowMajorSource(ReadOnlyMemory<float> values, IReadOnlyList<FeatureColumn> columns)
        : base(columns.Count == 0 ? 0 : values.Length / columns.Count, columns)
    {
        if (columns.Count > 0 && values.Length % columns.Count != 0)
            throw new ArgumentException($"{values.Length} values are no whole rows of {columns.Count} features.", nameof(values));
        _values = values;
    }

    public override void Read(int feature, int start, Span<float> values)
    {
        var all = _values.Span;
        for (int i = 0, at = start * Features + feature; i < values.Length; i++, at += Features)
            values[i] = all[at];
    }

    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values)
    {
        var all = _values.Span;
        for (var i = 0; i < rows.Length; i++)
            values[i] = all[rows[i] * Features + feature];
    }
}
