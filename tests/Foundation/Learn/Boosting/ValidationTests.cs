using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Learn.Resampling;

namespace Kirana.Tests.Foundation.Learn.Boosting;

public sealed class ValidationTests
{
    private static readonly GradientBoosting s_learner = new() { Trees = 12, Leaves = 8, MinRowsPerLeaf = 5 };

    [Fact]
    public void Folds_with_bins_of_their_own_have_the_losses_of_fits_by_hand()
    {
        var rows = Examples.Regression(600) with { Weights = [.. Enumerable.Range(0, 600).Select(i => 1f + i % 3)] };
        var folds = Folds.Random(600, 3, 5);
        var found = s_learner.CrossValidate(rows, [], folds, Examples.OneThread, shareBins: false);

        Assert.Equal((3, 12), (found.Folds, found.Losses.Length));
        for (var fold = 0; fold < 3; fold++)
        {
            var byHand = s_learner.Fit(rows.Take(folds[fold].Train), Examples.OneThread, rows.Take(folds[fold].Held));
            Assert.Equal(byHand.ValidationLosses.ToArray(), found.FoldLosses(fold).ToArray());
        }

        Assert.Equal((found.FoldLosses(0)[3] + found.FoldLosses(1)[3] + found.FoldLosses(2)[3]) / 3, found.Losses[3], 1e-12);
    }

    [Fact]
    public void Shared_bins_change_losses_little_and_threads_nothing()
    {
        var rows = Examples.Classes(900);
        var folds = Folds.Stratified(Array.ConvertAll(rows.Targets, t => (int)t), 4, 1);
        string[] labels = ["a", "b", "c"];
        var own = s_learner.CrossValidate(rows, labels, folds, Examples.OneThread, shareBins: false);
        var shared = s_learner.CrossValidate(rows, labels, folds, Examples.OneThread, shareBins: true);

        Assert.Equal(own.Losses[^1], shared.Losses[^1], 0.05 * own.Losses[^1]);
        Assert.Equal(shared.Losses.ToArray(), s_learner.CrossValidate(rows, labels, folds, Examples.OneThread with { Threads = 4 }, shareBins: true).Losses.ToArray());
    }

    [Fact]
    public void Stops_when_the_mean_loss_has_not_improved()
    {
        var learner = s_learner with { Trees = 500, LearningRate = 0.3, EarlyStoppingRounds = 8, Objective = Objective.Logistic };
        var found = learner.CrossValidate(Examples.Binary(400), [], Folds.Random(400, 5, 1), Examples.OneThread, shareBins: true);

        Assert.InRange(found.BestRounds, 2, 400);
        Assert.Equal(found.BestRounds + 8, found.Losses.Length);
        Assert.Equal(found.Losses.ToArray().Min(), found.Losses[found.BestRounds - 1]);
        Assert.All(found.StandardErrors.ToArray(), error => Assert.True(error > 0));
    }

    [Fact]
    public void Ranking_folds_keep_queries_whole()
    {
        var data = Examples.Regression(600);
        var rows = data with { Targets = Array.ConvertAll(data.Targets, t => (float)Math.Clamp(Math.Floor(t), 0, 4)), GroupSizes = [.. Enumerable.Repeat(10, 60)] };
        var learner = s_learner with { Objective = Objective.LambdaMart() };
        int[] groups = [.. Enumerable.Range(0, 600).Select(i => i / 10)];
        var found = learner.CrossValidate(rows, [], Folds.Grouped(groups, 3, 1), Examples.OneThread, shareBins: true);

        Assert.True(found.Losses[^1] < found.Losses[0]);
        Assert.Equal("bad-group", Assert.Throws<Kirana.Data.DataException>(() => learner.CrossValidate(rows, [], Folds.Random(600, 3, 1), Examples.OneThread, shareBins: true)).Code);
    }
}
