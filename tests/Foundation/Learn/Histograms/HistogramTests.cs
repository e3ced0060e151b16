using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Histograms;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(1, ColumnPacking.Codes)]
    [InlineData(3, ColumnPacking.Codes)]
    [InlineData(4, ColumnPacking.Codes)]
    [InlineData(8, ColumnPacking.FewCodes)]
    [InlineData(13, ColumnPacking.Codes)]
    [InlineData(28, ColumnPacking.Codes)]
    [InlineData(13, ColumnPacking.FewCodes)]
    [InlineData(28, ColumnPacking.FewCodes)]
    public void The_vector_form_has_the_bits_of_the_scalar_one(int columns, int codes)
    {
        var random = new RandomStream(1);
        const int Rows = 1_000;
        var width = (columns + 3) / 4 * 4;
        var (bytes, pairs) = (new byte[Rows * width + 64], new float[2 * Rows + 8]);
        for (var i = 0; i < Rows; i++)
            for (var c = 0; c < columns; c++)
                bytes[i * width + c] = (byte)random.Next(codes);
        for (var i = 0; i < 2 * Rows; i++)
            pairs[i] = (float)random.NextGaussian();
        var index = Enumerable.Range(0, Rows).Where(i => i % 3 != 1).ToArray();
        double[] Cells() => new double[width * 2 * codes];
        var (scalar, vector, scalarRange, vectorRange) = (Cells(), Cells(), Cells(), Cells());

        PairHistogram.ScalarRows(bytes, width, columns, codes, pairs, index, scalar);
        PairHistogram.ScalarRange(bytes, width, columns, codes, pairs, 100, 900, scalarRange);
        if (codes == ColumnPacking.FewCodes)
        {
            PairHistogram.VectorRows<PairHistogram.FewCodes>(bytes, width, columns, pairs, index, vector);
            PairHistogram.VectorRange<PairHistogram.FewCodes>(bytes, width, columns, pairs, 100, 900, vectorRange);
        }
        else
        {
            PairHistogram.VectorRows<PairHistogram.AllCodes>(bytes, width, columns, pairs, index, vector);
            PairHistogram.VectorRange<PairHistogram.AllCodes>(bytes, width, columns, pairs, 100, 900, vectorRange);
        }

        var own = columns * 2 * codes;
        Assert.Equal(scalar.AsSpan(0, own), vector.AsSpan(0, own));
        Assert.Equal(scalarRange.AsSpan(0, own), vectorRange.AsSpan(0, own));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void Sums_are_the_plain_ones_also_where_features_share_a_column(int step)
    {
        var random = new RandomStream(2);
        var columns = Enumerable.Range(0, 9).Select(f => Enumerable.Range(0, 3_000).Select(_ => (float)random.Next(2 + step * f)).ToArray()).ToArray();
        var rows = Examples.Of(columns, new float[3_000]);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(), 1, 1, CancellationToken.None);
        using var pool = new HistogramPool(table.Packing);
        var pairs = Pairs(3_000);
        var index = Enumerable.Range(0, 3_000).Where(i => i % 2 == 0).ToArray();
        var histogram = pool.Rent();
        new HistogramBuilder(table, pool, 1, CancellationToken.None).Build(index, all: false, pairs, histogram);

        for (var f = 0; f < columns.Length; f++)
        {
            var bins = table.Features[f].Count;
            var cells = Marginal(histogram, table, f);
            for (var bin = 0; bin < bins; bin++)
            {
                Assert.Equal(index.Where(i => (int)columns[f][i] == bin).Sum(i => (double)pairs[i].Gradient), cells[2 * bin], 1e-9);
                Assert.Equal(index.Where(i => (int)columns[f][i] == bin).Sum(i => (double)pairs[i].Hessian), cells[2 * bin + 1], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public void Has_the_same_bits_at_any_number_of_threads(int count)
    {
        var random = new RandomStream(3);
        var columns = Enumerable.Range(0, 70).Select(f => Enumerable.Range(0, count).Select(_ => (float)random.Next(f < 20 ? 3 : 200)).ToArray()).ToArray();
        var rows = Examples.Of(columns, new float[count]);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(), 1, 2, CancellationToken.None);
        using var pool = new HistogramPool(table.Packing);
        var index = Enumerable.Range(0, count).ToArray();
        var pairs = Pairs(count);
        foreach (var all in new[] { true, false })
        {
            var expected = Build(1, all);
            Assert.Equal(expected, Build(2, all));
            Assert.Equal(expected, Build(4, all));
        }

        double[] Build(int threads, bool all)
        {
            var histogram = pool.Rent();
            new HistogramBuilder(table, pool, threads, CancellationToken.None).Build(index, all, pairs, histogram);
            return [.. Enumerable.Range(0, table.Packing.Columns).SelectMany(c => histogram.Column(c).ToArray())];
        }
    }

    [Fact]
    public void Columns_and_rows_have_the_same_sums_in_a_wide_table()
    {
        // Three hundred columns are several tiles: all rows at once are read by columns, named one by one they are read by rows.
        const int Rows = 500;
        var random = new RandomStream(5);
        var columns = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, Rows).Select(_ => (float)random.Next(200)).ToArray()).ToArray();
        using var table = BinnedTable.From(Examples.Of(columns, new float[Rows]).Features, new BinningOptions(), 1, 1, CancellationToken.None);
        using var pool = new HistogramPool(table.Packing);
        var (pairs, index) = (Pairs(Rows), Enumerable.Range(0, Rows).ToArray());
        var (byColumns, byRows) = (pool.Rent(), pool.Rent());
        var builder = new HistogramBuilder(table, pool, 1, CancellationToken.None);
        builder.Build(index, all: true, pairs, byColumns);
        builder.Build(index, all: false, pairs, byRows);
        for (var column = 0; column < table.Packing.Columns; column++)
            Assert.Equal(byRows.Column(column), byColumns.Column(column));

        // A range of rows may begin at any column.
        var cells = new double[304 * 2 * ColumnPacking.Codes];
        PairHistogram.AddRange(table.RowMajor[296..], table.RowBytes, 4, ColumnPacking.Codes, System.Runtime.InteropServices.MemoryMarshal.Cast<GradientPair, float>(pairs), 0, Rows, cells);
        Assert.Equal(byRows.Column(296), cells.AsSpan(0, byRows.Column(296).Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1_001)]
    public void A_column_of_vectors_has_the_bits_of_the_scalar_one(int rows)
    {
        var random = new RandomStream(6);
        var bytes = Enumerable.Range(0, rows).Select(_ => (byte)random.Next(256)).ToArray();
        var pairs = Enumerable.Range(0, 2 * rows).Select(_ => (float)random.NextGaussian()).ToArray();
        var (scalar, vector) = (new double[512], new double[512]);
        ColumnHistogram.Scalar(bytes, pairs, scalar);
        ColumnHistogram.Vector(bytes, pairs, vector);

        Assert.Equal(scalar, vector);
    }

    private static double[] Marginal(Histogram histogram, BinnedTable table, int feature)
    {
        var packing = table.Packing;
        var blocks = histogram.Column(packing.Column[feature]).ToArray();
        for (var later = table.Features.Length - 1; ; later--)
        {
            if (packing.Column[later] != packing.Column[feature])
                continue;
            var cells = new double[2 * table.Features[later].Count];
            PairSums.Fold(blocks, cells, blocks.AsSpan(0, blocks.Length / table.Features[later].Count));
            if (later == feature)
                return cells;
            blocks = blocks[..(blocks.Length / table.Features[later].Count)];
        }
    }

    private static GradientPair[] Pairs(int rows)
    {
        var random = new RandomStream(4);
        var pairs = new GradientPair[rows + 4];
        for (var i = 0; i < rows; i++)
            pairs[i] = new GradientPair((float)random.NextGaussian(), (float)random.NextDouble());
        ExactSums.Round(pairs, null, 1, CancellationToken.None);
        return pairs;
    }
}
