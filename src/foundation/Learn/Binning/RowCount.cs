namespace Kirana.Learn.Binning;

/// <summary>Rows without features: only their number is known.</summary>
internal sealed class RowCount(int rows) : FeatureSource(rows, [])
{
    public override void Read(int feature, int start, Span<float> values) => throw new NotSupportedException("There are no features.");

    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values) => throw new NotSupportedException("There are no features.");
}
