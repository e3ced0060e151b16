namespace Kirana.Learn.Binning;

/// <summary>Where feature values come from: a block of rows of one feature at a time, whatever the layout behind it.</summary>
internal abstract class FeatureSource(int rows, IReadOnlyList<FeatureColumn> columns)
{
    public int Rows { get; } = rows;

    public IReadOnlyList<FeatureColumn> Columns { get; } = columns;

    public int Features => Columns.Count;

    /// <summary>Copies the values of one feature from row <paramref name="start"/> on; NaN means missing. Thread-safe.</summary>
    public abstract void Read(int feature, int start, Span<float> values);

    /// <summary>Copies the values of one feature in some rows. Thread-safe.</summary>
    public abstract void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values);
}
