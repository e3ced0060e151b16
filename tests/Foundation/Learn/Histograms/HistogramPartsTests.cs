using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Histograms;

/// <summary>Histograms of rows that lie apart, and columns that share bytes.</summary>
public sealed class HistogramPartsTests
{
    [Fact]
    public void Histograms_of_parts_add_up_to_that_of_all_rows()
    {
        const int Rows = 5_000;
        var random = new RandomStream(6);
        var columns = Enumerable.Range(0, 12).Select(f => Enumerable.Range(0, Rows).Select(_ => (float)random.Next(f < 6 ? 3 : 300)).ToArray()).ToArray();
        // Quarters add up exactly in any order, so parts may be cut anywhere.
        var pairs = Enumerable.Range(0, Rows + 4).Select(_ => new GradientPair((random.Next(17) - 8) / 4f, random.Next(8) / 4f)).ToArray();
        var source = Examples.Of(columns, new float[Rows]).Features;
        var bins = BinFinder.Find(source, new BinningOptions(MaxBins: 300), 1, 1, CancellationToken.None);
        using var whole = BinnedTable.From(source, bins, 1, CancellationToken.None);
        var expected = Histogram(whole, pairs);

        // Each part is binned by itself, by the bins that all parts have in common, as if on a machine of its own.
        var sums = new double[expected.Length];
        foreach (var part in new[] { 0..1_700, 1_700..1_701, 1_701..Rows })
        {
            var (start, length) = part.GetOffsetAndLength(Rows);
            using var table = BinnedTable.From(new SubsetSource(source, [.. Enumerable.Range(start, length)]), bins, 1, CancellationToken.None);
            PairSums.Add(Histogram(table, [.. pairs.AsSpan(start, length), .. new GradientPair[4]]), sums);
        }

        Assert.Equal(expected, sums);
    }

    [Fact]
    public void Two_features_of_sixteen_values_share_a_byte_beside_wider_ones()
    {
        const int Rows = 2_000;
        var random = new RandomStream(7);
        var columns = Enumerable.Range(0, 9).Select(f => Enumerable.Range(0, Rows).Select(_ => (float)random.Next(f == 0 ? 200 : 16)).ToArray()).ToArray();
        using var table = BinnedTable.From(Examples.Of(columns, new float[Rows]).Features, new BinningOptions(MinRowsPerBin: 1), 1, 1, CancellationToken.None);

        Assert.Equal(1 + 8 / 2, table.Packing.Columns);
        for (var f = 0; f < columns.Length; f++)
            for (var row = 0; row < Rows; row++)
                Assert.Equal((int)columns[f][row], table.BinOf(f, table.ColumnArray(table.Packing.Column[f])[row]));
    }

    [Fact]
    public void Features_of_twelve_values_lie_two_to_a_byte_where_there_are_many_rows()
    {
        var bins = Enumerable.Range(0, 10).Select(_ => FeatureBins.Numeric([.. Enumerable.Range(0, 11).Select(cut => cut + 0.5f)], hasMissing: false)).ToArray();

        Assert.Equal(10, ColumnPacking.Of(bins, ColumnPacking.ManyRows - 1).Columns);
        Assert.Equal(5, ColumnPacking.Of(bins, ColumnPacking.ManyRows).Columns);
        // Yes-no features are six to a column already.
        var few = Enumerable.Range(0, 12).Select(_ => FeatureBins.Numeric([0.5f], hasMissing: false)).ToArray();
        Assert.Equal(2, ColumnPacking.Of(few, ColumnPacking.ManyRows).Columns);
    }

    [Fact]
    public void Three_hundred_columns_are_added_to_the_last()
    {
        const int Rows = 1_000;
        var random = new RandomStream(8);
        var columns = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, Rows).Select(_ => (float)random.NextGaussian()).ToArray()).ToArray();
        var pairs = Enumerable.Range(0, Rows + 4).Select(_ => new GradientPair(random.Next(9) / 4f, 1)).ToArray();
        using var table = BinnedTable.From(Examples.Of(columns, new float[Rows]).Features, new BinningOptions(), 1, 1, CancellationToken.None);

        Assert.Equal(300, table.Packing.Columns);
        var sums = Histogram(table, pairs);
        // Every column counts every row once: gradient and hessian by turns.
        Assert.Equal(300.0 * Rows, sums.Where((_, place) => place % 2 == 1).Sum());
        Assert.Equal(300 * pairs[..Rows].Sum(pair => (double)pair.Gradient), sums.Where((_, place) => place % 2 == 0).Sum());
    }

    private static double[] Histogram(BinnedTable table, GradientPair[] pairs)
    {
        using var pool = new HistogramPool(table.Packing);
        var histogram = pool.Rent();
        new HistogramBuilder(table, pool, 1, CancellationToken.None).Build(Enumerable.Range(0, table.Rows).ToArray(), all: true, pairs, histogram);
        return [.. Enumerable.Range(0, table.Packing.Columns + table.Packing.Wide.Length).SelectMany(column => histogram.Column(column).ToArray())];
    }
}
