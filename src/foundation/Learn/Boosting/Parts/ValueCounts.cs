using Kirana.Learn.Binning;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>How often each value of a feature occurs: what its bins are chosen from.</summary>
/// <param name="Values">The values with their weights, of a category its code.</param>
/// <param name="Looked">How many rows were looked at.</param>
/// <param name="Present">How many of them had a value.</param>
internal sealed record ValueCounts(QuantileSummary Values, long Looked, long Present)
{
    private const int BlockRows = 1 << 16;

    /// <summary>The values of the sampled rows, exactly.</summary>
    /// <param name="source">The features.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="chosen">The sampled rows; all where <see langword="null"/>.</param>
    public static ValueCounts OfSample(FeatureSource source, int feature, int[]? chosen)
    {
        var values = new float[chosen?.Length ?? source.Rows];
        if (chosen is null)
            source.Read(feature, 0, values);
        else
            source.Gather(feature, chosen, values);
        return new ValueCounts(QuantileSummary.Of(values), values.Length, values.Count(value => !float.IsNaN(value)));
    }

    /// <summary>All values by a sketch.</summary>
    public static ValueCounts OfAll(FeatureSource source, int feature, float[] weights, int maxBins, CancellationToken cancellation)
    {
        var (sketch, present) = (new QuantileSketch(WeightedCuts.ErrorFor(maxBins)), 0L);
        var values = new float[Math.Min(BlockRows, source.Rows)];
        for (var start = 0; start < source.Rows; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = values.AsSpan(0, Math.Min(BlockRows, source.Rows - start));
            source.Read(feature, start, block);
            sketch.Add(block, weights.Length == 0 ? [] : weights.AsSpan(start, block.Length));
            foreach (var value in block)
                present += float.IsNaN(value) ? 0 : 1;
        }

        return new ValueCounts(sketch.ToSummary(), source.Rows, present);
    }

    public void Save(MessageWriter writer) => writer.Add(Looked).Add(Present).AddArray(Values.Entries);

    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public static ValueCounts Load(MessageReader reader)
    {
        var (looked, present, entries) = (reader.Long(), reader.Long(), reader.Array<SummaryEntry>());
        if (looked < 0 || present < 0 || present > looked)
            throw MessageReader.Bad($"counts {present} values in {looked} rows");
        try
        {
            return new ValueCounts(QuantileSummary.Of(entries), looked, present);
        }
        catch (ArgumentException e)
        {
            throw MessageReader.Bad($"has a summary that no values have: {e.Message}");
        }
    }

    /// <summary>The counts of both.</summary>
    public ValueCounts With(ValueCounts other) => new(Values.Merge(other.Values), Looked + other.Looked, Present + other.Present);

    /// <summary>The bins of the feature.</summary>
    /// <param name="column">The feature.</param>
    /// <param name="options">What bins are wanted.</param>
    /// <param name="rows">The number of all rows.</param>
    public FeatureBins ToBins(FeatureColumn column, BinningOptions options, int rows)
    {
        if (column.IsCategorical)
            return FeatureBins.Categorical([.. Values.Entries.ToArray().OrderByDescending(entry => entry.Weight).ThenBy(entry => entry.Value).Take(options.MaxBins).Select(entry => (int)entry.Value).Order()]);
        var least = options.MinRowsPerBin * (options.BySketch ? Values.Weight / Math.Max(1, Present) : 1);
        // Where only a sample was seen, missing values may hide in the other rows: keep a bin for them.
        return FeatureBins.Numeric(WeightedCuts.Choose(Values, options.MaxBins, least), Present < Looked || Looked < rows);
    }
}
