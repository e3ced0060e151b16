using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn.Explanation;

public sealed class ShapTests
{
    [Fact]
    public void Contributions_add_up_to_the_score()
    {
        var rows = Examples.Classes(2_000);
        var model = new GradientBoosting { Trees = 20, Leaves = 20, Objective = Objective.Softmax(3) }.Fit(rows, Examples.OneThread);
        var (contributions, scores) = (new double[3 * 7], new double[3]);
        for (var i = 0; i < 100; i++)
        {
            model.Explain(rows.Row(i), contributions);
            model.Scores(rows.Row(i), scores);
            for (var k = 0; k < 3; k++)
            {
                var sum = 0.0;
                foreach (var part in contributions.AsSpan(7 * k, 7))
                    sum += part;
                Assert.Equal(scores[k], sum, 1e-5);
            }
        }
    }

    [Fact]
    public void Contributions_are_the_shapley_values_of_the_paths_expectations()
    {
        var rows = Examples.Regression(500);
        var model = new GradientBoosting { Trees = 3, Leaves = 12, MinRowsPerLeaf = 5 }.Fit(rows, Examples.OneThread);
        var contributions = new double[7];
        for (var i = 0; i < 30; i++)
        {
            var row = rows.Row(i);
            model.Explain(row, contributions);
            for (var feature = 0; feature < 6; feature++)
                Assert.Equal(model.Trees.Sum(tree => Shapley(tree, row, feature)), contributions[feature], 1e-6);
        }
    }

    /// <summary>The definition: the mean over all orders of what knowing the feature changes.</summary>
    private static double Shapley(Tree tree, float[] row, int feature)
    {
        var sum = 0.0;
        for (var known = 0; known < 64; known++)
            if ((known >> feature & 1) == 0)
            {
                var size = int.PopCount(known);
                var weight = Factorial(size) * Factorial(5 - size) / Factorial(6);
                sum += weight * (Expected(tree, row, 0, known | 1 << feature) - Expected(tree, row, 0, known));
            }

        return sum;
    }

    private static double Expected(Tree tree, float[] row, int node, int known)
    {
        if (tree.IsLeaf(node))
            return tree.Value[node];
        var (left, split) = (tree.Left[node], tree.Feature[node]);
        if ((known >> split & 1) != 0)
            return Expected(tree, row, float.IsNaN(row[split]) ? (tree.MissingLeft(node) ? left : left + 1) : row[split] <= tree.Threshold[node] ? left : left + 1, known);
        return (tree.Cover[left] * Expected(tree, row, left, known) + tree.Cover[left + 1] * Expected(tree, row, left + 1, known)) / tree.Cover[node];
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
