using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class TreeScoresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_row_gets_its_leafs_value_also_where_a_leaf_was_divided_ahead_in_vain(int threads)
    {
        // Many blocks of scores; noise, so that gains do not tell long before which leaf comes next.
        const int Rows = 1_000_000;
        var random = new RandomStream(3);
        var columns = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble()).ToArray()).ToArray();
        var rows = Examples.Of(columns, new float[Rows]);
        var context = new FitContext { Threads = threads };
        using var table = BinnedTable.From(rows.Features, new BinningOptions(), 1, threads, CancellationToken.None);
        var rules = new GrowthRules { Splits = new SplitRules { MinRows = 20 }, MaxLeaves = 31, HistogramBytes = 1L << 26 };
        using var grower = new TreeGrower(table, rules, threads, CancellationToken.None);
        var pairs = new GradientPair[Rows + TreeGrower.PairPadding];

        var inVain = 0;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < Rows; i++)
                pairs[i] = new GradientPair(random.Next(9) - 4, 1);
            var grown = grower.Grow(pairs, null, null);
            inVain += grown.Leaves.Count(leaf => leaf.Children is { Length: 2 });
            using var byLeaves = new TreeScores(rows, table, [0], [], context);
            using var byWalking = new TreeScores(rows, table, [0], [], context);

            byLeaves.Add(grown, 0);
            byWalking.Add(grown.Builder.ToTree(), 0, 1);

            Assert.Equal(Gradients(byWalking), Gradients(byLeaves));
        }

        Assert.NotEqual(0, inVain);

        // With targets of 0, the gradients of squared error are the scores.
        float[] Gradients(TreeScores scores)
        {
            var own = new GradientPair[Rows];
            scores.Gradients(Objective.Squared, 0, own);
            return Array.ConvertAll(own, pair => pair.Gradient);
        }
    }
}
