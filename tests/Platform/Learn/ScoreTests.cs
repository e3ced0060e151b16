using Kirana.Learn.Metrics;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Tests.Platform.Learn;

public sealed class ScoreTests
{
    [Fact]
    public void Figures_of_two_classes_are_those_of_a_hand_calculation()
    {
        var scores = TaskScores.Of(LearnTask.Binary, [1, 0, 1, 0], [0.8f, 0.4f, 0.4f, 0.1f], [], 1);
        Assert.Equal(0.875, scores["auc"].Estimate, 1e-9);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.6) + Math.Log(0.4) + Math.Log(0.9)) / 4, scores["log_loss"].Estimate, 1e-6);
        Assert.Equal(0.75, scores["accuracy"].Estimate, 1e-9);
        Assert.Equal((0.04 + 0.16 + 0.36 + 0.01) / 4, scores["brier"].Estimate, 1e-6);
        // From the top: one right of one, then two of three, for the equal scores stand together.
        Assert.Equal(0.5 * 1 + 0.5 * 2 / 3, scores["average_precision"].Estimate, 1e-9);
        Assert.Equal((0.2 + 2 * 0.1 + 0.1) / 4, scores["ece"].Estimate, 1e-6);
    }

    [Fact]
    public void Figures_of_numbers_are_those_of_a_hand_calculation()
    {
        var scores = TaskScores.Of(LearnTask.Regression, [1, 2, 3, 4], [1, 2, 3, 2], [], 1);
        Assert.Equal((1.0, 0.5, 0.2), (scores["rmse"].Estimate, scores["mae"].Estimate, Math.Round(scores["r2"].Estimate, 9)));
    }

    [Fact]
    public void Figures_of_classes_are_those_of_a_hand_calculation()
    {
        // Truths 0 0 1 2, said 0 1 1 1: F1 is 2/3 for class 0, 1/2 for class 1, 0 for class 2; the last row's class is not known to the model.
        float[] predictions = [0.7f, 0.2f, 0.1f, 0.2f, 0.7f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.6f, 0.3f];
        var scores = TaskScores.Of(LearnTask.Multiclass, [0, 0, 1, 2], predictions, [], 1);
        Assert.Equal((2.0 / 3 + 0.5 + 0) / 3, scores["macro_f1"].Estimate, 1e-9);
        Assert.Equal(0.5, scores["accuracy"].Estimate, 1e-9);
        Assert.True(double.IsFinite(TaskScores.Of(LearnTask.Multiclass, [0, 0, 1, -1], predictions, [], 1)["log_loss"].Estimate));
    }

    [Fact]
    public void Figures_of_lists_are_those_of_a_hand_calculation()
    {
        // Order by score: relevances 1, 0, 2.
        var gain = 1 / Math.Log2(2) + 3 / Math.Log2(4);
        var best = 3 / Math.Log2(2) + 1 / Math.Log2(3);
        var scores = TaskScores.Of(LearnTask.Ranking, [2, 1, 0, 0, 0], [0.1f, 0.9f, 0.5f, 1, 2], [3, 2], 1);
        Assert.Equal(gain / best, scores["ndcg@10"].Estimate, 1e-9);
        Assert.Equal((1 + 2.0 / 3) / 2, scores["map"].Estimate, 1e-9);
    }

    [Fact]
    public void Equal_scores_count_against_the_order() => Assert.Equal(1 / Math.Log2(3), RankedList.Ndcg([1, 0], [0.5f, 0.5f], 10), 1e-9);

    [Fact]
    public void Calibration_parts_rows_by_probability()
    {
        float[] probabilities = [.. Enumerable.Range(0, 100).Select(i => i / 100f)], truths = [.. Enumerable.Range(0, 100).Select(i => i >= 50 ? 1f : 0f)];
        var calibration = Calibration.Of(truths, probabilities);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], calibration.Observed);
        Assert.Equal(0.045, calibration.Predicted[0], 1e-6);
        Assert.All(Enumerable.Range(0, 10), part => Assert.InRange(calibration.Observed[part], calibration.Lower[part], calibration.Upper[part]));
    }
}
