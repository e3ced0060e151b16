using Kirana.Data.Fitting;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;

namespace Kirana.Tests.Areas.Forecast.Ensembles;

public sealed class MedianEnsembleTests
{
    [Fact]
    public void Each_step_is_the_middle_of_its_members()
    {
        var series = Made.Series(Made.Wave(80, 7));
        var forecasts = new MedianEnsemble().Members.Select(member =>
        {
            var forecast = new double[10];
            member.Fit(series, 7, FitContext.Default).Predict(forecast);
            return forecast;
        }).ToArray();
        var median = new double[10];
        new MedianEnsemble().Fit(series, 7, FitContext.Default).Predict(median);
        for (var k = 0; k < 10; k++)
            Assert.Equal(forecasts.Select(forecast => forecast[k]).Order().ElementAt(1), median[k]);
    }

    [Fact]
    public void Two_members_meet_in_the_middle()
    {
        var ensemble = new MedianEnsemble { Members = [new SimpleSmoothing { Alpha = 1, InitialLevel = 0 }, new SeasonalNaive()] };
        var mean = new double[2];
        ensemble.Fit(Made.Series(2, 4, 6, 10), 2, FitContext.Default).Predict(mean);
        Assert.Equal([8, 10], mean);
    }

    [Fact]
    public void The_residual_is_the_median_of_the_members_residuals()
    {
        var series = Made.Series(Made.Wave(60, 7));
        var residuals = new MedianEnsemble().Fit(series, 7, FitContext.Default).Residuals;
        var smoothing = new SimpleSmoothing().Fit(series, 7, FitContext.Default).Residuals;
        var theta = new ThetaMethod().Fit(series, 7, FitContext.Default).Residuals;
        Assert.Equal(0.5 * (smoothing[3] + theta[3]), residuals[3], 1e-12);
        var middle = new[] { series.Values[40] - series.Values[33], smoothing[40], theta[40] }.Order().ElementAt(1);
        Assert.Equal(middle, residuals[40], 1e-12);
    }

    [Fact]
    public void An_ensemble_of_nobody_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MedianEnsemble { Members = [] }.Fit(Made.Series(1, 2), 1, FitContext.Default));
}
