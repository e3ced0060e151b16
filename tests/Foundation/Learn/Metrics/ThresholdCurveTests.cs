using CsCheck;
using Kirana.Learn.Metrics;
using static Kirana.Tests.Foundation.Learn.Metrics.MetricsGolden;

namespace Kirana.Tests.Foundation.Learn.Metrics;

public sealed class ThresholdCurveTests
{
    [Fact]
    public void Areas_are_those_of_scikit_learn_with_ties_and_weights()
    {
        Check("roc_auc", weights => ThresholdCurve.Of(Truths, Scores, weights).RocArea());
        Check("average_precision", weights => ThresholdCurve.Of(Truths, Scores, weights).AveragePrecision());
    }

    [Fact]
    public void Points_of_the_ROC_curve_lie_on_scikit_learns()
    {
        var (alarms, hits) = (Doubles("fpr"), Doubles("tpr"));
        var points = ThresholdCurve.Of(Truths, Scores, Weights).Roc();
        Assert.Equal((0, 0), (points[0].X, points[0].Y));
        Assert.Equal((1, 1), (points[^1].X, points[^1].Y));
        Assert.All(points, point => Assert.Contains(
            Enumerable.Range(0, hits.Length), i => Math.Abs(alarms[i] - point.X) < 1e-12 && Math.Abs(hits[i] - point.Y) < 1e-12));
    }

    [Fact]
    public void Points_of_the_precision_recall_curve_lie_on_scikit_learns()
    {
        var (precision, recall) = (Doubles("pr_precision"), Doubles("pr_recall"));
        var points = ThresholdCurve.Of(Truths, Scores, Weights).PrecisionRecall();
        Assert.Equal(1, points[^1].X, 1e-12);
        Assert.All(points, point => Assert.Contains(
            Enumerable.Range(0, recall.Length), i => Math.Abs(recall[i] - point.X) < 1e-12 && Math.Abs(precision[i] - point.Y) < 1e-12));
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_the_right_order() =>
        Rows.Sample(rows =>
        {
            var (right, pairs) = (0.0, 0.0);
            foreach (var a in rows.Where(row => row.Positive))
                foreach (var b in rows.Where(row => !row.Positive))
                {
                    pairs += a.Weight * b.Weight;
                    right += a.Weight * b.Weight * (a.Score > b.Score ? 1 : a.Score == b.Score ? 0.5 : 0);
                }

            var area = Curve(rows).RocArea();
            Assert.True(pairs == 0 ? double.IsNaN(area) : Math.Abs(area - right / pairs) < 1e-9, $"{area} for {right / pairs}");
        });

    [Fact]
    public void The_best_threshold_is_worth_most_of_all() =>
        Rows.Sample(rows =>
        {
            var values = new DecisionValues(TruePositive: 5, FalsePositive: -2, FalseNegative: -1, TrueNegative: 0.5);
            if (rows.Sum(row => row.Weight) == 0)
                return;
            var best = Curve(rows).BestFor(values);
            double Worth(double threshold) => rows.Sum(row => row.Weight * (row.Score >= threshold
                ? row.Positive ? values.TruePositive : values.FalsePositive
                : row.Positive ? values.FalseNegative : values.TrueNegative)) / rows.Sum(row => row.Weight);
            Assert.Equal(Worth(best.Threshold), best.ValuePerRow, 1e-9);
            Assert.All(rows, row => Assert.True(Worth(row.Score) <= best.ValuePerRow + 1e-9));
        });

    [Fact]
    public void A_threshold_decides_as_counting_does()
    {
        var called = Scores.Select(score => score >= 0.5 ? 1 : 0).ToArray();
        var (expected, matrix) = (ConfusionMatrix.Of([.. Truths.Select(truth => (int)truth)], called, 2, Weights), ThresholdCurve.Of(Truths, Scores, Weights).At(0.5));
        for (var truth = 0; truth < 2; truth++)
            for (var call = 0; call < 2; call++)
                Assert.Equal(expected[truth, call], matrix[truth, call], 1e-9);
        Assert.Equal(0, ThresholdCurve.Of(Truths, Scores).At(double.PositiveInfinity)[1, 1]);
    }

    [Fact]
    public void Infinite_scores_stand_at_the_ends()
    {
        var curve = ThresholdCurve.Of([1, 0, 1, 0], [double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0]);
        Assert.Equal([double.PositiveInfinity, 0, double.NegativeInfinity], curve.Thresholds.ToArray());
        Assert.Equal(0.875, curve.RocArea());
    }

    [Fact]
    public void Of_one_class_there_is_no_area()
    {
        Assert.True(double.IsNaN(ThresholdCurve.Of([1, 1], [0.1, 0.2]).RocArea()));
        Assert.True(double.IsNaN(ThresholdCurve.Of([0, 0], [0.1, 0.2]).AveragePrecision()));
    }

    [Fact]
    public void What_cannot_be_judged_is_refused_with_its_row()
    {
        Assert.Contains("no row", Assert.Throws<ArgumentException>(() => ThresholdCurve.Of([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("row 2 is NaN", Assert.Throws<ArgumentException>(() => ThresholdCurve.Of([1, 0], [1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("weight of row 1", Assert.Throws<ArgumentException>(() => ThresholdCurve.Of([1], [1], [-1])).Message, StringComparison.Ordinal);
        Assert.Contains("2 truths for 1 rows", Assert.Throws<ArgumentException>(() => ThresholdCurve.Of([1, 0], [1])).Message, StringComparison.Ordinal);
    }

    private static readonly Gen<Row[]> Rows =
        Gen.Select(Gen.Bool, Gen.Int[-6, 6], Gen.Int[0, 4], (positive, score, weight) => new Row(positive, score / 3.0, weight)).Array[1, 60];

    private static ThresholdCurve Curve(Row[] rows) => ThresholdCurve.Of(
        [.. rows.Select(row => row.Positive ? 1f : 0)], [.. rows.Select(row => row.Score)], [.. rows.Select(row => (float)row.Weight)]);

    private sealed record Row(bool Positive, double Score, int Weight);
}
