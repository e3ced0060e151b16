using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Growth.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Growth;

public sealed class TreeGrowerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tree_of_few_leaves_is_the_beginning_of_a_larger_one(bool byLevel)
    {
        // Leaves that cannot be split any more are closed early: that must not change which ones are split.
        var large = Grow(40, byLevel, 1L << 26);
        foreach (var leaves in new[] { 2, 3, 7, 16, 33 })
        {
            var small = Grow(leaves, byLevel, 1L << 26);
            Assert.Equal(leaves, small.Count(threshold => threshold is null));
            var splits = small.Select((threshold, node) => (threshold, node)).Where(n => n.threshold is not null).ToArray();
            Assert.All(splits, split => Assert.Equal(large[split.node], split.threshold));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Histograms_that_were_given_up_are_built_anew(bool byLevel)
    {
        var kept = Grow(40, byLevel, 1L << 26);

        Assert.Equal(kept, Grow(40, byLevel, 1));
    }

    [Fact]
    public void Parting_keeps_the_order_of_both_sides()
    {
        var random = new RandomStream(5);
        var column = Enumerable.Range(0, 500).Select(_ => (byte)random.Next(256)).ToArray();
        var goesLeft = Enumerable.Range(0, 256).Select(code => (byte)(code % 3 == 0 ? 1 : 0)).ToArray();
        var rows = Enumerable.Range(0, 500).Where(row => row % 4 != 0).ToArray();
        var (parted, right) = ((int[])rows.Clone(), new int[rows.Length]);

        var left = StablePartition.Split(parted, column, goesLeft, parted, right);

        Assert.Equal(rows.Where(row => goesLeft[column[row]] == 1), parted[..left]);
        Assert.Equal(rows.Where(row => goesLeft[column[row]] == 0), right[..(rows.Length - left)]);
    }

    /// <summary>The threshold of each node, <see langword="null"/> for leaves.</summary>
    private static (int Feature, float Threshold)?[] Grow(int leaves, bool byLevel, long histogramBytes)
    {
        var random = new RandomStream(9);
        const int Rows = 3_000;
        var columns = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble()).ToArray()).ToArray();
        var pairs = new GradientPair[Rows + TreeGrower.PairPadding];
        // Quarters add up exactly in any order: histograms built and subtracted are the same.
        for (var i = 0; i < Rows; i++)
            pairs[i] = new GradientPair((random.Next(8) + (int)(8 * columns[0][i] * columns[1][i]) - 6) / 4f, 1);
        using var table = BinnedTable.From(Examples.Of(columns, new float[Rows]).Features, new BinningOptions(), 1, 1, CancellationToken.None);
        var rules = new GrowthRules { Splits = new SplitRules { MinRows = 5 }, MaxLeaves = leaves, ByLevel = byLevel, HistogramBytes = histogramBytes };
        using var grower = new TreeGrower(table, rules, 1, CancellationToken.None);
        var tree = grower.Grow(pairs, null, null).Builder.ToTree();
        return [.. Enumerable.Range(0, tree.Nodes).Select(node => tree.IsLeaf(node) ? ((int, float)?)null : (tree.Feature[node], tree.Threshold[node]))];
    }
}
