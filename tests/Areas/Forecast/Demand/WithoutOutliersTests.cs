using Kirana.Data.Fitting;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Demand;

public sealed class WithoutOutliersTests
{
    private static readonly WithoutOutliers Learner = new() { Learner = new SimpleSmoothing(), Repair = new OutlierRepair { Season = 7 } };

    [Fact]
    public void Learns_what_the_repaired_series_teaches()
    {
        var values = Made.Wave(90, 7, trend: 0);
        values[80] = 5000;
        var repaired = Learner.Repair.Repair(Made.Series(values));
        Assert.Equal([80], repaired.Replaced);
        var (own, plain, whole) = (new double[5], new double[5], new double[5]);
        Learner.Fit(Made.Series(values), 7, FitContext.Default).Predict(own);
        new SimpleSmoothing().Fit(repaired.Series, 7, FitContext.Default).Predict(plain);
        new SimpleSmoothing().Fit(Made.Series(values), 7, FitContext.Default).Predict(whole);
        Assert.Equal(plain, own);
        Assert.True(whole[0] > own[0]);
        Assert.Equal("ses", Learner.Name);
    }

    [Fact]
    public void Intervals_are_still_told_by_what_came()
    {
        // A step in twenty is far above the rest, so the quantile of 97.5 % is as well, though no forecast follows it.
        double[] values = [.. Enumerable.Range(0, 200).Select(t => t % 20 == 3 ? 300.0 : 100 + t * 7 % 11)];
        var forecast = new ForecastBatch { Learner = Learner, Season = 1, Horizon = 4 }.Fit([Made.Series(values)], FitContext.Default).Forecast(0, 4, [0.5, 0.975]);
        Assert.All(forecast.Mean, mean => Assert.InRange(mean, 95, 115));
        Assert.All(forecast.Quantiles[1], upper => Assert.InRange(upper, 200, 400));
    }

    [Fact]
    public void Options_out_of_range_are_named() =>
        Assert.Throws<ArgumentException>(() => (Learner with { Repair = new OutlierRepair { Reach = 0 } }).Fit(Made.Series(1, 2, 3), 1, FitContext.Default));
}
