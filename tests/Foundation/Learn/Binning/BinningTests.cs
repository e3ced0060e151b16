using CsCheck;
using Kirana.Data;
using Kirana.Learn.Binning;

namespace Kirana.Tests.Foundation.Learn.Binning;

public sealed class BinningTests
{
    [Fact]
    public void Keeps_distinct_values_apart_when_they_are_few()
    {
        using var table = Bin([3, 1, 2, 1, 3, 2], minRowsPerBin: 1);

        Assert.Equal([1.5f, 2.5f], table.Features[0].Cuts);
        Assert.Equal([2, 0, 1, 0, 2, 1], table.ColumnArray(0));
        Assert.False(table.Features[0].HasReserved);
    }

    [Fact]
    public void Merges_values_that_too_few_rows_have()
    {
        using var table = Bin([1, 2, 3, 4, 5, 6, 7], minRowsPerBin: 3);

        Assert.Equal([3.5f, 6.5f], table.Features[0].Cuts);
    }

    [Fact]
    public void Fills_bins_about_equally_and_gives_a_spike_its_own()
    {
        var values = Enumerable.Range(1, 10_000).Select(i => i <= 4_000 ? 0f : i).ToArray();
        using var table = Bin(values, maxBins: 61);

        var counts = new int[table.Features[0].Count];
        foreach (var bin in table.ColumnArray(0))
            counts[bin]++;
        Assert.Equal(4_000, counts[0]);
        Assert.InRange(counts.Length, 58, 61);
        Assert.All(counts.Skip(1), count => Assert.InRange(count, 50, 150));
    }

    [Fact]
    public void Reserves_the_last_bin_for_missing_values()
    {
        using var table = Bin([1, float.NaN, 2, float.NaN], minRowsPerBin: 1);

        Assert.Equal([0, 2, 1, 2], table.ColumnArray(0));
        Assert.True(table.Features[0].HasReserved);
    }

    [Fact]
    public void Puts_infinities_into_the_outer_bins()
    {
        using var table = Bin([float.NegativeInfinity, -1, 1, float.PositiveInfinity], minRowsPerBin: 1);

        Assert.Equal([0, 1, 2, 3], table.ColumnArray(0));
        Assert.All(table.Features[0].Cuts, cut => Assert.True(float.IsFinite(cut)));
    }

    [Fact]
    public void A_bin_is_at_most_b_exactly_where_the_value_is_at_most_cut_b() =>
        Gen.Float[-100, 100].Array[1, 300].Sample(values =>
        {
            using var table = Bin(values, maxBins: 40, minRowsPerBin: 1);
            var cuts = table.Features[0].Cuts;
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(cuts.Count(cut => cut < values[i]), table.ColumnArray(0)[i]);
        });

    [Fact]
    public void Gives_frequent_categories_a_bin_and_the_rest_the_reserved_one()
    {
        var codes = Enumerable.Range(0, 5_000).Select(i => (float)(i % 2 == 0 ? i % 10 : i)).Append(float.NaN).ToArray();
        var rows = Examples.Of([codes], new float[codes.Length], true);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(MaxBins: 5), 1, 1, CancellationToken.None);

        Assert.Equal([0, 2, 4, 6, 8], table.Features[0].Categories);
        Assert.Equal(5, table.ColumnArray(0)[^1]);
        Assert.Equal(5, table.ColumnArray(0)[11]);
        Assert.Equal(3, table.ColumnArray(0)[6]);
    }

    [Fact]
    public void Takes_a_million_categories()
    {
        var codes = Enumerable.Range(0, 1_000_000).Select(i => (float)i).ToArray();
        var rows = Examples.Of([codes], new float[codes.Length], true);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(), 1, 2, CancellationToken.None);

        Assert.Equal(255, table.Features[0].Categories.Length);
        Assert.Equal(255, table.ColumnArray(0).Count(bin => bin != 255));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.PositiveInfinity)]
    public void Refuses_a_category_that_is_no_code(float code)
    {
        var rows = Examples.Of([[0, 1, code]], new float[3], true);

        var fault = Assert.Throws<DataException>(() => BinnedTable.From(rows.Features, new BinningOptions(), 1, 1, CancellationToken.None));
        Assert.Equal(("bad-category", "f0"), (fault.Code, fault.Column));
    }

    [Fact]
    public void Features_with_few_bins_share_a_byte_and_come_out_again()
    {
        var columns = Enumerable.Range(0, 20).Select(f => Enumerable.Range(0, 500).Select(i => (float)(i * (f + 7) % (2 + f % 4))).ToArray()).ToArray();
        var rows = Examples.Of(columns, new float[500]);
        using var table = BinnedTable.From(rows.Features, new BinningOptions(), 1, 1, CancellationToken.None);

        Assert.InRange(table.Packing.Columns, 4, 6);
        for (var f = 0; f < columns.Length; f++)
            for (var i = 0; i < 500; i++)
                Assert.Equal((int)columns[f][i], table.BinOf(f, table.ColumnArray(table.Packing.Column[f])[i]));
        for (var i = 0; i < 500; i++)
            for (var c = 0; c < table.Packing.Columns; c++)
                Assert.Equal(table.ColumnArray(c)[i], table.RowMajor[i * table.RowBytes + c]);
    }

    [Fact]
    public void Is_the_same_at_any_number_of_threads_and_from_a_sample()
    {
        var rows = Examples.Regression(20_000);
        var options = new BinningOptions(SampleRows: 5_000);
        using var one = BinnedTable.From(rows.Features, options, 7, 1, CancellationToken.None);
        using var four = BinnedTable.From(rows.Features, options, 7, 4, CancellationToken.None);

        Assert.Equal(one.RowMajor, four.RowMajor);
        Assert.Equal(one.HasReserved, four.HasReserved);
        Assert.All(one.Features, feature => Assert.True(feature.HasReserved));
        Assert.Equal([true, false, false, false, false, false], one.HasReserved);
    }

    private static BinnedTable Bin(float[] values, int maxBins = 255, int minRowsPerBin = 3) =>
        BinnedTable.From(Examples.Of([values], new float[values.Length]).Features, new BinningOptions(maxBins, minRowsPerBin), 1, 1, CancellationToken.None);
}
