namespace Kirana.Learn.Binning;

/// <summary>Chooses the cuts of a numeric feature from all rows, block by block.</summary>
internal static class SketchedCuts
{
    private const int BlockRows = 1 << 16;

    /// <summary>The bins of a feature, of about equal weight.</summary>
    public static FeatureBins Find(FeatureSource source, int feature, RowWeights? weights, BinningOptions options, CancellationToken cancellation)
    {
        var sketch = new QuantileSketch(WeightedCuts.ErrorFor(options.MaxBins));
        var (values, own) = (new float[Math.Min(BlockRows, source.Rows)], weights is null ? [] : new float[Math.Min(BlockRows, source.Rows)]);
        var present = 0L;
        for (var start = 0; start < source.Rows; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = values.AsSpan(0, Math.Min(BlockRows, source.Rows - start));
            source.Read(feature, start, block);
            var blockWeights = own.AsSpan(0, Math.Min(own.Length, block.Length));
            weights?.Invoke(start, blockWeights);
            sketch.Add(block, blockWeights);
            foreach (var value in block)
                present += float.IsNaN(value) ? 0 : 1;
        }

        var summary = sketch.ToSummary();
        // The weight of as many average rows.
        var least = options.MinRowsPerBin * (summary.Weight / Math.Max(1, present));
        return FeatureBins.Numeric(WeightedCuts.Choose(summary, options.MaxBins, least), hasMissing: present < source.Rows);
    }
}
