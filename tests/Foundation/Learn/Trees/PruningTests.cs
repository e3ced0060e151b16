using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class PruningTests
{
    [Fact]
    public void Cross_validation_prunes_noise_away_and_keeps_what_is_there()
    {
        var random = new RandomStream(4);
        var noise = Examples.Regression(300) with { Targets = [.. Enumerable.Range(0, 300).Select(_ => (float)random.NextGaussian())] };
        var nothing = new DecisionTree().ChoosePruning(noise, [], Folds.Random(300, 10, 1), FitContext.Default);
        Assert.Equal(1, nothing.Tree.Tree.Leaves);

        var rows = Examples.Regression(600);
        rows = rows with { Targets = [.. Enumerable.Range(0, 600).Select(i => (rows.Row(i)[3] > 0 ? 2 : 0) + (rows.Row(i)[1] > 1 ? 3 : 0) + 0.3f * (float)random.NextGaussian())] };
        var step = new DecisionTree().ChoosePruning(rows, [], Folds.Random(600, 10, 1), FitContext.Default);
        Assert.InRange(step.Tree.Tree.Leaves, 3, 5);
        Assert.Equal(step.Candidates[step.Chosen].Leaves, step.Tree.Tree.Leaves);
        Assert.Equal(step.Candidates.Min(c => c.Error), step.Candidates[step.Best].Error);
        Assert.True(step.Chosen >= step.Best);
        Assert.True(step.Candidates[step.Chosen].Error <= step.Candidates[step.Best].Error + step.Candidates[step.Best].StandardError);
        var best = new DecisionTree { OneStandardError = false }.ChoosePruning(rows, [], Folds.Random(600, 10, 1), FitContext.Default);
        Assert.Equal(best.Best, best.Chosen);
        Assert.True(best.Tree.Tree.Leaves >= step.Tree.Tree.Leaves);
    }

    /// <summary>The error of a candidate, computed the long way: every fold's tree is fitted, pruned and asked.</summary>
    [Theory]
    [InlineData(SplitCriterion.Gini)]
    [InlineData(SplitCriterion.Absolute)]
    [InlineData(SplitCriterion.Poisson)]
    public void Errors_are_those_of_trees_pruned_between_two_alphas(SplitCriterion criterion)
    {
        string[] labels = criterion == SplitCriterion.Gini ? ["a", "b", "c"] : [];
        var rows = labels.Length > 0 ? Examples.Classes(120) : Examples.Regression(120);
        rows = rows with { Targets = Array.ConvertAll(rows.Targets, Math.Abs), Weights = [.. Enumerable.Range(0, 120).Select(i => 1f + i % 2)] };
        var learner = new DecisionTree { Criterion = criterion, MinRowsPerLeaf = 4 };
        var folds = Folds.Random(120, 4, 3);
        var choice = learner.ChoosePruning(rows, labels, folds, FitContext.Default);

        var k = choice.Candidates.Count / 2;
        var beta = Math.Sqrt(choice.Candidates[k].Alpha * choice.Candidates[k + 1].Alpha);
        var (sum, weight) = (0.0, 0.0);
        foreach (var fold in folds)
        {
            var tree = learner.Fit(rows.Take(fold.Train), labels, FitContext.Default).Prune(beta);
            foreach (var row in fold.Held)
            {
                double target = rows.Targets[row];
                var shares = new float[3];
                if (labels.Length > 0)
                    tree.PredictProbabilities(rows.Row(row), shares);
                double mean = labels.Length > 0 ? 0 : tree.Predict(rows.Row(row));
                sum += rows.Weights[row] * criterion switch
                {
                    SplitCriterion.Gini => Array.IndexOf(shares, shares.Max()) == (int)target ? 0 : 1,
                    SplitCriterion.Absolute => Math.Abs(mean - target),
                    _ => (target > 0 ? target * Math.Log(target / mean) : 0) - target + mean,
                };
                weight += rows.Weights[row];
            }
        }

        Assert.Equal(sum / weight, choice.Candidates[k].Error, 1e-6);
    }

    [Fact]
    public void Folds_in_the_options_prune_every_fit_by_the_tables_roles()
    {
        var rows = Examples.Classes(200);
        var matrix = rows.Matrix();
        var table = new Table([
            .. Enumerable.Range(0, 6).Select(f => new NumberColumn($"f{f}", [.. Enumerable.Range(0, 200).Select(i => matrix[6 * i + f])])),
            new CategoryColumn("y", [.. rows.Targets.Select(t => (int)t)], ["a", "b", "c"]),
        ]);
        var data = new TabularData(table, target: "y");
        var pruned = new DecisionTree { PruningFolds = 5 }.Fit(data, FitContext.Default);

        Assert.InRange(pruned.Tree.Leaves, 2, new DecisionTree().Fit(data, FitContext.Default).Tree.Leaves - 5);
        Assert.Equal(pruned.ToText(), new DecisionTree { PruningFolds = 5 }.ChoosePruning(data, FitContext.Default with { Threads = 3 }).Tree.ToText());
    }
}
