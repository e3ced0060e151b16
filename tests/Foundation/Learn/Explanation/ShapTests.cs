using Kirana.Learn.Boosting;
using Kirana.Learn.Explanation;
using Kirana.Learn.Forests;
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

    [Fact]
    public void Integrals_of_polynomials_are_exact()
    {
        for (var points = 1; points <= 24; points++)
            for (var degree = 0; degree < 2 * points; degree++)
            {
                var rule = GaussLegendre.Of(points);
                Assert.Equal(1.0 / (degree + 1), rule.Points.Zip(rule.Weights, (t, w) => w * Math.Pow(t, degree)).Sum(), 1e-13);
            }
    }

    [Fact]
    public void Against_background_rows_they_are_the_shapley_values_of_mixed_rows()
    {
        var rows = Examples.Regression(400);
        var model = new GradientBoosting { Trees = 4, Leaves = 15, MinRowsPerLeaf = 5 }.Fit(rows, Examples.OneThread);
        float[][] background = [rows.Row(11), rows.Row(50), rows.Row(300)];
        var contributions = new double[7];
        for (var i = 0; i < 30; i++)
        {
            var row = rows.Row(i);
            model.ExplainAgainst(row, [.. background.SelectMany(other => other)], contributions);
            double Value(int known) => background.Average(other => Score(model, [.. row.Select((own, f) => (known >> f & 1) != 0 ? own : other[f])]));
            for (var feature = 0; feature < 6; feature++)
                Assert.Equal(Shapley(Value, feature), contributions[feature], 1e-6);
            Assert.Equal(Value(0), contributions[6], 1e-6);
            Assert.Equal(Score(model, row), contributions.Sum(), 1e-5);
        }
    }

    [Fact]
    public void Interactions_are_half_of_what_pairs_add_together_and_rows_add_up()
    {
        var rows = Examples.Regression(400);
        var model = new GradientBoosting { Trees = 3, Leaves = 12, MinRowsPerLeaf = 5 }.Fit(rows, Examples.OneThread);
        var (interactions, contributions) = (new double[36], new double[7]);
        for (var i = 0; i < 10; i++)
        {
            var row = rows.Row(i);
            model.ExplainInteractions(row, interactions);
            model.Explain(row, contributions);
            double Value(int known) => model.Trees.Sum(tree => Expected(tree, row, 0, known));
            for (var a = 0; a < 6; a++)
            {
                Assert.Equal(contributions[a], interactions.Skip(6 * a).Take(6).Sum(), 1e-8);
                for (var b = 0; b < 6; b++)
                    if (a != b)
                        Assert.Equal(Pair(Value, a, b) / 2, interactions[6 * a + b], 1e-6);
            }
        }
    }

    [Fact]
    public void Paths_on_which_features_come_back_count_each_once()
    {
        var rows = Examples.Regression(600);
        var two = Examples.Of([[.. Enumerable.Range(0, 600).Select(i => rows.Row(i)[1])], [.. Enumerable.Range(0, 600).Select(i => rows.Row(i)[2])]], rows.Targets);
        var model = new GradientBoosting { Trees = 1, Leaves = 60, MinRowsPerLeaf = 2, LearningRate = 1 }.Fit(two, Examples.OneThread);
        Assert.True(PathShap.Depth(model.Trees[0]) > 6);
        var contributions = new double[3];
        for (var i = 0; i < 50; i++)
        {
            var row = two.Row(i);
            model.Explain(row, contributions);
            var (none, first, second, both) = (Of(0), Of(1), Of(2), Of(3));
            Assert.Equal((first - none + both - second) / 2, contributions[0], 1e-6);
            Assert.Equal((second - none + both - first) / 2, contributions[1], 1e-6);

            double Of(int known) => Expected(model.Trees[0], row, 0, known);
        }
    }

    [Fact]
    public void Contributions_to_a_forest_add_up_to_its_prediction()
    {
        var rows = Examples.Classes(400);
        var classes = new RandomForest { Trees = 8 }.Fit(rows, ["a", "b", "c"], Examples.OneThread);
        var numbers = new RandomForest { Trees = 8 }.Fit(Examples.Regression(400), [], Examples.OneThread);
        var (contributions, probabilities, own) = (new double[21], new float[3], new double[7]);
        for (var i = 0; i < 40; i++)
        {
            var row = rows.Row(i);
            classes.Explain(row, contributions);
            classes.PredictProbabilities(row, probabilities);
            for (var k = 0; k < 3; k++)
                Assert.Equal(probabilities[k], contributions.Skip(7 * k).Take(7).Sum(), 1e-6);
            numbers.Explain(row, own);
            Assert.Equal(numbers.Predict(row), own.Sum(), 1e-5);
            Assert.Equal(numbers.Trees.Average(tree => Shapley(known => Expected(tree, row, 0, known), 2)), own[2], 1e-6);
        }
    }

    private static double Score(BoostedTrees model, float[] row)
    {
        var score = new double[1];
        model.Scores(row, score);
        return score[0];
    }

    private static double Pair(Func<int, double> value, int a, int b)
    {
        var sum = 0.0;
        for (var known = 0; known < 64; known++)
            if ((known >> a & 1) == 0 && (known >> b & 1) == 0)
            {
                var size = int.PopCount(known);
                sum += Factorial(size) * Factorial(4 - size) / Factorial(5) * (value(known | 1 << a | 1 << b) - value(known | 1 << a) - value(known | 1 << b) + value(known));
            }

        return sum;
    }

    /// <summary>The definition: the mean over all orders of what knowing the feature changes.</summary>
    private static double Shapley(Tree tree, float[] row, int feature) => Shapley(known => Expected(tree, row, 0, known), feature);

    private static double Shapley(Func<int, double> value, int feature)
    {
        var sum = 0.0;
        for (var known = 0; known < 64; known++)
            if ((known >> feature & 1) == 0)
            {
                var size = int.PopCount(known);
                var weight = Factorial(size) * Factorial(5 - size) / Factorial(6);
                sum += weight * (value(known | 1 << feature) - value(known));
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
