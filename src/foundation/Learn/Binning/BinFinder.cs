using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Data;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Binning;

/// <summary>Chooses the bins of every feature from a sample of the rows, or from a sketch of them all.</summary>
/// <remarks>Only features are looked at, never the target, so folds may share the bins.</remarks>
internal static class BinFinder
{
    /// <summary>The bins of each feature.</summary>
    /// <param name="source">The features.</param>
    /// <param name="options">What bins are wanted.</param>
    /// <param name="seed">Draws the sample.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <param name="weights">The rows' weights, for a sketch; all are 1 where <see langword="null"/>.</param>
    /// <exception cref="DataException"><c>bad-category</c>: a categorical value is no whole number from 0 to 16,777,216.</exception>
    public static FeatureBins[] Find(FeatureSource source, BinningOptions options, ulong seed, int threads, CancellationToken cancellation, RowWeights? weights = null)
    {
        var rows = SampleRows(source.Rows, options.SampleRows, seed);
        var bins = new FeatureBins[source.Features];
        // Features in a few blocks, so that each block uses its sample's memory again and again.
        var block = Math.Max(1, source.Features / (4 * threads));
        Blocks.Run(source.Features, block, threads, cancellation, (_, start, end) =>
        {
            var length = rows?.Length ?? source.Rows;
            var (values, scratch) = (ArrayPool<float>.Shared.Rent(length), ArrayPool<float>.Shared.Rent(length));
            for (var feature = start; feature < end; feature++)
                bins[feature] = options.BySketch && !source.Columns[feature].IsCategorical
                    ? SketchedCuts.Find(source, feature, weights, options, cancellation)
                    : Find(source, feature, rows, options, values.AsSpan(0, length), scratch.AsSpan(0, length));
            ArrayPool<float>.Shared.Return(values);
            ArrayPool<float>.Shared.Return(scratch);
        });
        return bins;
    }

    /// <summary>The bins of one feature of categories from all its values.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">The codes; NaN means missing.</param>
    /// <param name="most">The most bins besides the reserved one.</param>
    /// <exception cref="DataException"><c>bad-category</c>: a value is no whole number from 0 to 16,777,216.</exception>
    public static FeatureBins Categories(string column, ReadOnlySpan<float> values, int most)
    {
        var own = values.ToArray();
        return FeatureBins.Categorical(Categories(column, own.AsSpan(0, MoveMissingToEnd(own)), new float[own.Length], most));
    }

    private static FeatureBins Find(FeatureSource source, int feature, int[]? rows, BinningOptions options, Span<float> values, Span<float> scratch)
    {
        if (rows is null)
            source.Read(feature, 0, values);
        else
            source.Gather(feature, rows, values);

        // Where only a sample was seen, missing values may hide in the other rows: keep a bin for them.
        var present = values[..MoveMissingToEnd(values)];
        var reserve = rows is not null || present.Length < values.Length;
        if (source.Columns[feature].IsCategorical)
            return FeatureBins.Categorical(Categories(source.Columns[feature].Name, present, scratch, options.MaxBins));
        Span<float> few = stackalloc float[FewValues.Most];
        Span<int> counts = stackalloc int[FewValues.Most];
        if (FewValues.Count(present, few, counts) is >= 0 and var found && found <= options.MaxBins)
            return FeatureBins.Numeric(NumericCuts.Between(few[..found], counts, options.MinRowsPerBin), reserve, isExact: rows is null && options.MinRowsPerBin <= 1);
        SortableFloats.Sort(present, scratch);
        return FeatureBins.Numeric(NumericCuts.Choose(present, MemoryMarshal.Cast<float, int>(scratch), options.MaxBins, options.MinRowsPerBin), reserve);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MoveMissingToEnd(Span<float> values)
    {
        var present = 0;
        foreach (var value in values)
            if (!float.IsNaN(value))
                values[present++] = value;
        values[present..].Fill(float.NaN);
        return present;
    }

    /// <summary>The most frequent codes, the smaller ones first where counts are equal.</summary>
    private static int[] Categories(string column, Span<float> codes, Span<float> scratch, int most)
    {
        CategoryCodes.Check(column, codes);
        SortableFloats.Sort(codes, scratch);
        var counts = new List<(int Code, int Count)>();
        foreach (var code in codes)
            if (counts.Count > 0 && counts[^1].Code == (int)code)
                counts[^1] = ((int)code, counts[^1].Count + 1);
            else
                counts.Add(((int)code, 1));
        return [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Code).Take(most).Select(c => c.Code).Order()];
    }

    /// <summary>The ascending numbers of the sampled rows, or <see langword="null"/> where all rows are looked at.</summary>
    internal static int[]? SampleRows(int rows, int sample, ulong seed)
    {
        if (rows <= sample)
            return null;
        // Selection sampling (Knuth, The Art of Computer Programming, vol. 2, 3.4.2, algorithm S): each subset is equally likely.
        var (chosen, taken, random) = (new int[sample], 0, new RandomStream(seed, RandomUse.BinSample));
        for (var row = 0; taken < sample; row++)
            if (random.NextDouble() * (rows - row) < sample - taken)
                chosen[taken++] = row;
        return chosen;
    }
}
