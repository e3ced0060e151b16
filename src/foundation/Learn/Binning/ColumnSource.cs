namespace Kirana.Learn.Binning;

/// <summary>Features that lie column by column.</summary>
internal sealed class ColumnSource : FeatureSource
{
    private readonly IReadOnlyList<ReadOnlyMemory<float>> _values;

    public ColumnSource(IReadOnlyList<ReadOnlyMemory<float>> values, IReadOnlyList<FeatureColumn> columns)
        : base(values.Count == 0 ? 0 : values[0].Length, columns)
    {
        if (values.Count != columns.Count)
            throw new ArgumentException($"{columns.Count} columns are described, {values.Count} given.", nameof(values));
        foreach (var column in values)
            if (column.Length != Rows)
                throw new ArgumentException($"A column has {column.Length} rows, the first has {Rows}.", nameof(values));
        _values = values;
    }

    public override void Read(int feature, int start, Span<float> values) => _values[feature].Span.Slice(start, values.Length).CopyTo(values);

    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values)
    {
        var column = _values[feature].Span;
        for (var i = 0; i < rows.Length; i++)
            values[i] = column[rows[i]];
    }
}
