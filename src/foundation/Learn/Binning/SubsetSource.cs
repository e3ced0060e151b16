namespace Kirana.Learn.Binning;

/// <summary>Some rows of other features, in the order given.</summary>
internal sealed class SubsetSource(FeatureSource source, int[] chosen) : FeatureSource(chosen.Length, source.Columns)
{
    public override void Read(int feature, int start, Span<float> values) => source.Gather(feature, chosen.AsSpan(start, values.Length), values);

    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values)
    {
        for (var i = 0; i < rows.Length; i++)
            source.Gather(feature, chosen.AsSpan(rows[i], 1), values.Slice(i, 1));
    }
}
