using Kirana.Data.Fitting;
using Kirana.Forecast.Hierarchy;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

public sealed class TemporalHierarchiesTests
{
    [Fact]
    public void Naive_sums_are_reconciled_by_structural_scaling()
    {
        // Season 2: the pair's naive forecast is 3 + 4 = 7, each step's 4. The gap of −1 is shared as W = diag(2, 1, 1): 1/4 a step.
        var mean = new double[3];
        new TemporalHierarchies { Learner = new SeasonalNaive { Season = 1 } }.Fit(Made.Series(9, 1, 2, 3, 4), 2, FitContext.Default).Predict(mean);
        Assert.All(mean, value => Assert.Equal(3.75, value, 1e-12));
    }

    [Fact]
    public void Every_divisor_of_the_season_has_its_say()
    {
        var series = Made.Series(Made.Wave(96, 12));
        var (temporal, alone) = (new double[30], new double[30]);
        var model = new TemporalHierarchies().Fit(series, 12, FitContext.Default);
        model.Predict(temporal);
        new ExponentialSmoothing().Fit(series, 12, FitContext.Default).Predict(alone);
        Assert.Equal("temporal", model.Kind);
        Assert.Null(model.Fallback);
        Assert.NotEqual(alone, temporal);
        Assert.All(temporal.Zip(alone), pair => Assert.InRange(pair.First, pair.Second - 15, pair.Second + 15));
    }

    [Fact]
    public void A_shifted_horizon_begins_the_same()
    {
        var model = new TemporalHierarchies().Fit(Made.Series(Made.Wave(60, 6)), 6, FitContext.Default);
        var (brief, whole) = (new double[5], new double[50]);
        model.Predict(brief);
        model.Predict(whole);
        Assert.Equal(brief, whole[..5]);
    }

    [Fact]
    public void A_constant_series_goes_on()
    {
        var mean = new double[20];
        new TemporalHierarchies().Fit(Made.Series([.. Enumerable.Repeat(7.25, 48)]), 12, FitContext.Default).Predict(mean);
        Assert.All(mean, value => Assert.Equal(7.25, value, 1e-12));
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(12, 23)]
    [InlineData(1200, 3000)]
    public void A_series_that_has_no_sums_says_so(int season, int length)
    {
        var model = new TemporalHierarchies { Learner = new SeasonalNaive { Season = 1 } }.Fit(Made.Series(Made.Wave(length, 7)), season, FitContext.Default);
        Assert.Contains("forecast as it is", model.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_forecast_of_an_odd_series_is_finite()
    {
        foreach (var values in new double[][]
        {
            [], [3], [double.NaN, double.NaN], [.. Enumerable.Repeat(double.NaN, 30)], [.. Enumerable.Repeat(0.0, 30)],
            [.. Enumerable.Range(0, 40).Select(t => t == 20 ? 1e300 : t % 4)], [.. Enumerable.Range(0, 40).Select(t => (t % 2 == 0 ? 1 : -1) * 1.7e308)],
            [.. Enumerable.Range(0, 40).Select(_ => 1.7e308)], [.. Enumerable.Range(0, 40).Select(t => t % 5 == 0 ? double.NaN : t)],
        })
        {
            var mean = new double[50];
            new TemporalHierarchies().Fit(Made.Series(values), 4, FitContext.Default).Predict(mean);
            Assert.All(mean, value => Assert.True(double.IsFinite(value)));
        }
    }
}
