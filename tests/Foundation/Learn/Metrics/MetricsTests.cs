using Kirana.Learn.Metrics;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Metrics.MetricsGolden;

namespace Kirana.Tests.Foundation.Learn.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Losses_of_probabilities_are_those_of_scikit_learn()
    {
        Check("log_loss", weights => ProbabilityLoss.Log(Truths, Scores, weights));
        Check("brier", weights => ProbabilityLoss.Brier(Truths, Scores, weights));
        Check("class_log_loss", weights => ProbabilityLoss.Log(Whole("classes"), Doubles("class_probabilities"), weights));
    }

    [Fact]
    public void Figures_of_decisions_are_those_of_scikit_learn()
    {
        ConfusionMatrix Two(float[] weights) => ThresholdCurve.Of(Truths, Scores, weights).At(0.5);
        Check("f2", weights => Two(weights).FBeta(1, beta: 2));
        Check("precision", weights => Two(weights).Precision(1));
        Check("recall", weights => Two(weights).Recall(1));
        Check("matthews", weights => Two(weights).Matthews);
        Check("balanced", weights => Two(weights).BalancedAccuracy);
        Check("kappa", weights => Two(weights).Kappa);
        ConfusionMatrix Four(float[] weights) => ConfusionMatrix.Of(Whole("classes"), Whole("called"), 4, weights);
        Check("class_matthews", weights => Four(weights).Matthews);
        Check("class_macro_f1", weights => Four(weights).MacroFBeta());
    }

    [Fact]
    public void Errors_of_numbers_are_those_of_scikit_learn()
    {
        var (truths, predictions, counts) = (Doubles("numbers"), Doubles("predictions"), Doubles("counts"));
        Check("rmse", weights => RegressionErrors.RootMeanSquare(truths, predictions, weights));
        Check("mae", weights => RegressionErrors.MeanAbsolute(truths, predictions, weights));
        Check("r2", weights => RegressionErrors.Determination(truths, predictions, weights));
        Check("pinball9", weights => RegressionErrors.Pinball(truths, predictions, 0.9, weights));
        Check("poisson", weights => RegressionErrors.Deviance(counts, predictions, 1, weights));
        Check("gamma", weights => RegressionErrors.Deviance(truths, predictions, 2, weights));
        Check("tweedie15", weights => RegressionErrors.Deviance(counts, predictions, 1.5, weights));
    }

    [Fact]
    public void Orders_of_lists_are_judged_as_by_scikit_learn()
    {
        foreach (var list in Lists)
        {
            float[] relevances = [.. list.GetProperty("relevances").EnumerateArray().Select(value => value.GetSingle())];
            double[] scores = [.. list.GetProperty("scores").EnumerateArray().Select(value => value.GetDouble())];
            Assert.Equal(list.GetProperty("average_precision").GetDouble(), RankedList.AveragePrecision(relevances, scores), 1e-12);
            if (list.GetProperty("ndcg5").ValueKind == System.Text.Json.JsonValueKind.Number)
                Assert.Equal(list.GetProperty("ndcg5").GetDouble(), RankedList.Ndcg(relevances, scores, 5), 1e-12);
        }
    }

    [Fact]
    public void Equal_scores_count_against_a_list()
    {
        Assert.Equal(0.5, RankedList.ReciprocalRank([1, 0], [3, 3]));
        Assert.Equal(0.5, RankedList.AveragePrecision([1, 0], [3, 3]));
        Assert.Equal(0, RankedList.ReciprocalRank([0, 0], [3, 2]));
        Assert.Equal(1, RankedList.Ndcg([2, 1, 0], [3, 2, 1]), 1e-15);
    }

    [Fact]
    public void Calibration_is_that_of_scikit_learn()
    {
        var bins = CalibrationCurve.OfEqualWidth(Truths, Scores, 10).Bins;
        Assert.Equal(Doubles("calibration_said").Length, bins.Count);
        for (var i = 0; i < bins.Count; i++)
        {
            Assert.Equal(Doubles("calibration_said")[i], bins[i].Said, 1e-12);
            Assert.Equal(Doubles("calibration_came")[i], bins[i].Came, 1e-12);
        }
    }

    [Fact]
    public void Bins_of_equal_share_hold_every_row_once()
    {
        var curve = CalibrationCurve.OfEqualShare(Truths, Scores, 8, Weights);
        Assert.InRange(curve.Bins.Count, 6, 8);
        Assert.Equal(Weights.Sum(weight => (double)weight), curve.Bins.Sum(bin => bin.Weight), 1e-6);
        Assert.Equal(curve.Bins.OrderBy(bin => bin.Said), curve.Bins);
        Assert.InRange(curve.ExpectedError, 0, curve.LargestError);
    }

    [Theory]
    [InlineData(10, -1, -10, 0, 1 / 21.0)]
    [InlineData(0, -5, -5, 0, 0.5)]
    [InlineData(1, 1, 0, 0, 0)]
    [InlineData(-2, -1, -1, 0, double.PositiveInfinity)]
    public void The_threshold_of_decisions_follows_from_their_values(double hit, double alarm, double miss, double rest, double threshold) =>
        Assert.Equal(threshold, new DecisionValues(hit, alarm, miss, rest).Threshold, 1e-12);

    [Fact]
    public void Decisions_paid_for_being_wrong_are_refused() =>
        Assert.Contains("exchange the classes", Assert.Throws<InvalidOperationException>(() => new DecisionValues(0, 1, 1, 0).Threshold).Message, StringComparison.Ordinal);

    [Fact]
    public void Intervals_of_the_area_hold_the_truth_as_often_as_they_say()
    {
        // Scores of two unit normals a distance d apart have the area Φ(d / √2); for d = √2·0.6744898 that is 0.75.
        const double Truth = 0.75;
        var (analytic, resampled, trials) = (0, 0, 300);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new RandomStream(5, (ulong)trial);
            var (truths, scores) = (new float[120], new double[120]);
            for (var row = 0; row < truths.Length; row++)
            {
                truths[row] = row % 3 == 0 ? 1 : 0;
                scores[row] = random.NextGaussian() + truths[row] * 0.953873;
            }

            var area = RocArea.Of(truths, scores);
            analytic += area.Lower <= Truth && Truth <= area.Upper ? 1 : 0;
            if (trial >= 100)
                continue;
            var interval = MetricInterval.Of(truths.Length, rows => Area(truths, scores, rows), resamples: 200, seed: (ulong)trial);
            Assert.Equal(area.Estimate, interval.Estimate, 1e-12);
            resampled += interval.Lower <= Truth && Truth <= interval.Upper ? 1 : 0;
        }

        // 95 % within four standard errors of the count.
        Assert.InRange(analytic / (double)trials, 0.90, 1);
        Assert.InRange(resampled / 100.0, 0.86, 1);
    }

    [Fact]
    public void Two_models_on_the_same_rows_are_told_apart_by_their_differences()
    {
        var random = new RandomStream(3, 0);
        var (truths, good, same, bad) = (new float[600], new double[600], new double[600], new double[600]);
        for (var row = 0; row < truths.Length; row++)
        {
            truths[row] = row % 2;
            good[row] = random.NextGaussian() + 1.2 * truths[row];
            same[row] = 3 * good[row] + 1;
            bad[row] = good[row] + 1.5 * random.NextGaussian();
        }

        Assert.Equal((0, 0, 0), (RocArea.Difference(truths, good, same).Estimate, RocArea.Difference(truths, good, same).Lower, RocArea.Difference(truths, good, same).Upper));
        Assert.True(RocArea.Difference(truths, good, bad).Lower > 0);
    }

    [Fact]
    public void Rows_of_a_group_are_drawn_together()
    {
        int[] groups = [0, 0, 1, 1, 2, 2];
        _ = MetricInterval.Of(6, rows =>
        {
            Assert.Equal(6, rows.Length);
            for (var i = 0; i < rows.Length; i += 2)
                Assert.Equal(groups[rows[i]], groups[rows[i + 1]]);
            return 1;
        }, groups: groups);
    }

    [Fact]
    public void What_cannot_be_judged_is_refused()
    {
        Assert.Contains("link function", Assert.Throws<ArgumentException>(() => ProbabilityLoss.Log([1f], [1.5])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => RegressionErrors.Deviance([0], [1], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([2], [0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionErrors.Pinball([1], [1], 1));
        Assert.Throws<ArgumentException>(() => RegressionErrors.MeanAbsolute([], []));
    }

    private static double Area(float[] truths, double[] scores, ReadOnlySpan<int> rows)
    {
        var (own, by) = (new float[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            (own[i], by[i]) = (truths[rows[i]], scores[rows[i]]);
        return ThresholdCurve.Of(own, by).RocArea();
    }
}
