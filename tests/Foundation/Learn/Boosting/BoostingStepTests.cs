using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class BoostingStepTests
{
    private static readonly GradientBoosting s_hybrid = new() { Trees = 10, Leaves = 12, Step = BoostingStep.GradientNewton, Objective = Objective.Logistic };

    [Fact]
    public void Splits_lower_the_squared_error_of_the_gradients_and_leaves_are_newton_steps()
    {
        var rows = Examples.Binary(900) with { Weights = [.. Enumerable.Range(0, 900).Select(i => 1f + i % 3)] };
        var tree = (s_hybrid with { Trees = 1, LearningRate = 1, L2 = 0.5 }).Fit(rows, Examples.OneThread).Trees[0];
        // All rows begin with one score, so all gradients of a class are equal: the tree is that of the squared error of the targets.
        var regression = (s_hybrid with { Trees = 1, LearningRate = 1, L2 = 0.5, Objective = Objective.Squared }).Fit(rows, Examples.OneThread).Trees[0];
        Assert.Equal(regression.Feature.ToArray(), tree.Feature.ToArray());
        Assert.Equal(regression.Threshold.ToArray(), tree.Threshold.ToArray());

        var weight = rows.Weights.Sum();
        var share = rows.Targets.Zip(rows.Weights, (target, own) => target * own).Sum() / weight;
        foreach (var leaf in Enumerable.Range(0, 900).GroupBy(i => tree.LeafOf(rows.Row(i))))
        {
            var gradient = leaf.Sum(i => (double)rows.Weights[i] * (share - rows.Targets[i]));
            var hessian = leaf.Sum(i => (double)rows.Weights[i] * share * (1 - share));
            Assert.Equal(-gradient / (hessian + 0.5), tree.Value[leaf.Key], 1e-4);
        }
    }

    [Fact]
    public void A_leaf_has_as_many_rows_as_it_must()
    {
        var rows = Examples.Binary(2_000);
        var model = (s_hybrid with { Trees = 30, Leaves = 31, MinRowsPerLeaf = 40 }).Fit(rows, Examples.OneThread);
        var (hybrid, newton) = (Fewest(model), Fewest((s_hybrid with { Trees = 30, Leaves = 31, MinRowsPerLeaf = 40, Step = BoostingStep.Newton }).Fit(rows, Examples.OneThread)));
        Assert.True(hybrid >= 40);
        // Where a second derivative counts for a row, sure rows count less than one.
        Assert.True(newton < 40);

        static int Fewest(BoostedTrees model) => model.Trees.Min(tree => Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf).Min(leaf => tree.Rows[leaf]));
    }

    [Fact]
    public void Is_the_newton_step_where_the_second_derivative_is_constant()
    {
        var rows = Examples.Regression(1_000);
        var learner = s_hybrid with { Objective = Objective.Squared };
        var (hybrid, newton) = (learner.Fit(rows, Examples.OneThread), (learner with { Step = BoostingStep.Newton }).Fit(rows, Examples.OneThread));
        foreach (var (own, other) in hybrid.ToTreesOnly().Zip(newton.ToTreesOnly()))
            Assert.Equal(other, own, 1e-5f);
    }

    [Theory]
    [InlineData(RowSampling.Uniform)]
    [InlineData(RowSampling.GradientOneSide)]
    public void Has_the_same_bytes_at_any_number_of_threads(RowSampling sampling)
    {
        var rows = Examples.Classes(20_000);
        var learner = s_hybrid with { Objective = Objective.Softmax(3), Sampling = sampling, RowFraction = 0.7, LearningRate = 0.5 };
        var expected = learner.Fit(rows, Examples.OneThread).ToBytes();
        Assert.Equal(expected, learner.Fit(rows, Examples.OneThread with { Threads = 2 }).ToBytes());
        Assert.Equal(expected, learner.Fit(rows, Examples.OneThread with { Threads = 4 }).ToBytes());
    }

    [Theory]
    [InlineData(TreeGrowth.LeafWise)]
    [InlineData(TreeGrowth.LevelWise)]
    public void Has_the_same_bytes_at_any_number_of_threads_whether_leaves_are_divided_together_or_apart(TreeGrowth growth)
    {
        // Large enough for both; the values of leaves depend on the order of their rows.
        const int Rows = 50_000;
        var random = new RandomStream(4);
        var columns = Enumerable.Range(0, 24).Select(_ => Enumerable.Range(0, Rows).Select(_ => (float)random.NextGaussian()).ToArray()).ToArray();
        var targets = Enumerable.Range(0, Rows).Select(i => columns[0][i] * columns[1][i] + columns[2][i] + (float)random.NextGaussian() > 0 ? 1f : 0f).ToArray();
        var learner = s_hybrid with { Trees = 2, Leaves = 63, Growth = growth };
        var expected = Fit(1);
        Assert.Equal(expected, Fit(2));
        Assert.Equal(expected, Fit(3));
        Assert.Equal(expected, Fit(4));

        byte[] Fit(int threads) => learner.Fit(Examples.Of(columns, targets), Examples.OneThread with { Threads = threads }).ToBytes();
    }

    [Fact]
    public void Refuses_monotone_constraints()
    {
        var learner = s_hybrid with { Monotone = new Dictionary<string, int>(StringComparer.Ordinal) { ["f0"] = 1 } };
        Assert.Contains("Monotone", Assert.Throws<ArgumentException>(() => learner.Fit(Examples.Binary(100), Examples.OneThread)).Message, StringComparison.Ordinal);
    }
}
