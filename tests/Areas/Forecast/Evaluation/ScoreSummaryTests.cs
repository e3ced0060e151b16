using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

public sealed class ScoreSummaryTests
{
    [Fact]
    public void Averages_over_series_and_weighs_quantile_loss_by_size()
    {
        var scores = new[] { Score([4, 4], 3, 2, 4), Score([40, 0], 20, 10, 30) };
        var summary = ScoreSummary.Of(scores);
        // Series 1: |4−3| twice; series 2: 20, 20.
        Assert.Equal((1 + 20) / 2.0, summary["mae"].Estimate, 1e-12);
        Assert.Equal((-1 + 0) / 2.0, summary["bias"].Estimate, 1e-12);
        // Inside 2 … 4: both; inside 10 … 30: none.
        Assert.Equal(0.5, summary["coverage"].Estimate, 1e-12);
        // Pinball at 0.1 and 0.9. Series 1: 0.2, 0. Series 2: 0.1·30 and 0.9·10; 0.9·10 and 0.1·30, that is 6 and 6.
        var low = (0.2 * 2 + 12) / 48 * 2;
        var high = (0.0 + 12) / 48 * 2;
        Assert.Equal((low + high) / 2, summary["wql"].Estimate, 1e-12);
        Assert.InRange(summary["mae"].Estimate, summary["mae"].Lower, summary["mae"].Upper);
    }

    [Fact]
    public void Weighted_rmsse_counts_a_series_by_what_it_sold_last()
    {
        // RMSSE 1 and 3; weights 2 + 3 and 20 + 30 (the last two steps of the training).
        var summary = ScoreSummary.Of([Score([4, 4], 3, 2, 4), Score([40, 40], 10, 2, 4, training: [10, 20, 30])]);
        Assert.Equal((5 * 1 + 50 * 3) / 55.0, summary["wrmsse"].Estimate, 1e-12);
    }

    [Fact]
    public void A_yardstick_of_zero_leaves_a_series_out_of_the_scaled_errors()
    {
        var summary = ScoreSummary.Of([Score([4, 4], 3, 2, 4), Score([4, 4], 3, 2, 4, training: [5, 5, 5])]);
        Assert.Equal(1, summary["mase"].Estimate, 1e-12);
    }

    [Fact]
    public void Groups_of_many_series_keep_the_mean_and_an_honest_interval()
    {
        var stream = new Kirana.Numerics.Random.RandomStream(5, 0);
        var scores = new SeriesScore[5000];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score([stream.NextDouble() + 3.5, 4], 3, 2, 4);
        var mae = ScoreSummary.Of(scores)["mae"];
        Assert.Equal(scores.Average(score => score.Mae), mae.Estimate, 1e-12);
        // The error of a mean of halves of uniforms: 1.96 · √(1/12) / 2 / √5000.
        Assert.Equal(0.004, mae.Upper - mae.Estimate, 0.0006);
        Assert.Equal(0.004, mae.Estimate - mae.Lower, 0.0006);
    }

    [Fact]
    public void Nothing_scored_has_no_figures() => Assert.Empty(ScoreSummary.Of([Score([double.NaN], 3, 2, 4)]));

    private static SeriesScore Score(double[] actual, double mean, double low, double high, double[]? training = null)
    {
        double[] Flat(double value) => [.. actual.Select(_ => value)];
        var series = Made.Series(training ?? [1, 2, 3]);
        var forecast = new SeriesForecast("made", new TimeAxis(Step.Index, 4), "made", null, Flat(mean), [0.1, 0.9], [Flat(low), Flat(high)]);
        return SeriesScore.Of(series, actual, forecast, 1);
    }
}
