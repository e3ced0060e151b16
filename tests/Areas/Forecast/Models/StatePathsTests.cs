using Kirana.Data.Fitting;
using Kirana.Forecast;
using Kirana.Forecast.Arima;
using Kirana.Forecast.Choice;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Models;

/// <summary>What errors make of a future, against the forecast where there are none and against the equations where they are simple.</summary>
public sealed class StatePathsTests
{
    private const int Horizon = 15;

    public static TheoryData<string> Names => [.. Forecasters.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_errors_the_future_is_the_forecast(string name)
    {
        var model = Assert.IsType<IPathModel>(Forecasters.Create(name, 6).Fit(Made.Series(Made.Wave(70, 6)), 6, FitContext.Default), exactMatch: false);
        var (mean, path) = (new double[Horizon], new double[Horizon]);
        model.Predict(mean);
        model.Follow(path, path);
        for (var k = 0; k < Horizon; k++)
            Assert.Equal(mean[k], path[k], 1e-8 * Math.Abs(mean[k]));
        Assert.Throws<ArgumentException>(() => model.Follow(new double[2], path));
    }

    [Fact]
    public void Errors_grow_as_the_equations_say()
    {
        var series = Made.Series(Made.Wave(60, 6));
        var smoothing = (ElementaryModel)new SimpleSmoothing { Alpha = 0.3 }.Fit(series, 1, FitContext.Default);
        AssertSpread(smoothing, k => 1 + (k - 1) * 0.09);
        AssertSpread((ElementaryModel)new SeasonalNaive { Season = 1 }.Fit(series, 1, FitContext.Default), k => k);
        AssertSpread((ElementaryModel)new SeasonalNaive().Fit(series, 6, FitContext.Default), k => (k - 1) / 6 + 1);

        static void AssertSpread(ElementaryModel model, Func<int, double> variance)
        {
            var (mean, quantiles) = (new double[Horizon], new double[2 * Horizon]);
            model.Predict(mean);
            Assert.True(model.TryPredict(Horizon, [0.1, 0.975], quantiles));
            var sigma = Math.Sqrt(model.Residuals.ToArray().Where(double.IsFinite).Average(error => error * error));
            for (var k = 1; k <= Horizon; k++)
            {
                var error = sigma * Math.Sqrt(variance(k));
                Assert.Equal(mean[k - 1] - 1.2815515655446004 * error, quantiles[k - 1], 1e-8);
                Assert.Equal(mean[k - 1] + 1.959963984540054 * error, quantiles[Horizon + k - 1], 1e-8);
            }
        }
    }

    [Fact]
    public void What_a_shock_leaves_of_an_autoregression_makes_its_standard_errors()
    {
        var model = (ArimaModel)new ArimaMethod { Order = new ArimaOrder(1, 1, 1, 1, 0, 0) }.Fit(Made.Series(Made.Wave(70, 6)), 6, FitContext.Default);
        var (mean, path, errors, variances) = (new double[Horizon], new double[Horizon], new double[Horizon], new double[Horizon]);
        model.Predict(mean);
        model.StandardErrors(errors);
        for (var shock = 0; shock < Horizon; shock++)
        {
            var innovations = new double[Horizon];
            innovations[shock] = 1;
            model.Follow(innovations, path);
            for (var k = 0; k < Horizon; k++)
                variances[k] += (path[k] - mean[k]) * (path[k] - mean[k]);
        }

        for (var k = 0; k < Horizon; k++)
            Assert.Equal(errors[k], Math.Sqrt(variances[k]), 1e-9 * errors[k]);
    }

    [Fact]
    public void A_model_that_needs_a_new_fit_has_errors_that_leave_nothing_behind()
    {
        var model = (ElementaryModel)new RecentMedian().Fit(Made.Series(3, 5, 4, 4, 5, 3, 4), 1, FitContext.Default);
        var path = new double[3];
        model.Follow([1, 0, -1], path);
        var size = Math.Sqrt(4 / 7.0);
        Assert.Equal([4 + size, 4, 4 - size], path);
        Assert.False(model.TryPredict(3, [0.5], path));
    }

    [Fact]
    public void Drawn_futures_stray_as_far_as_the_model_says()
    {
        var model = (ElementaryModel)new SimpleSmoothing { Alpha = 0.4 }.Fit(Made.Series(Made.Wave(90, 6, trend: 0)), 1, FitContext.Default);
        const int Count = 4000;
        var paths = new double[Count * Horizon];
        var random = new RandomStream(11);
        SamplePaths.Bootstrap(model, Horizon, ref random, paths);
        var quantiles = new double[2 * Horizon];
        Assert.True(model.TryPredict(Horizon, [0.1, 0.9], quantiles));
        foreach (var k in new[] { 7, Horizon - 1 })
        {
            var inside = Enumerable.Range(0, Count).Count(i => paths[i * Horizon + k] >= quantiles[k] && paths[i * Horizon + k] <= quantiles[Horizon + k]);
            Assert.InRange(inside / (double)Count, 0.77, 0.83);
        }

        Assert.Throws<ArgumentException>(() =>
        {
            var other = new RandomStream(1);
            SamplePaths.Bootstrap(model, 4, ref other, new double[6]);
        });
    }

    [Fact]
    public void Members_of_an_ensemble_observe_one_future()
    {
        var auto = new AutoEnsemble { Candidates = [new(new SeasonalNaive { Season = 1 }, 0), new(new SeasonalNaive { Season = 1 }, 0)] };
        var model = (IPathModel)auto.Fit(Made.Series(Made.Wave(60, 6)), 1, FitContext.Default);
        var alone = (IPathModel)new SeasonalNaive { Season = 1 }.Fit(Made.Series(Made.Wave(60, 6)), 1, FitContext.Default);
        double[] innovations = [0.3, -1, 0.2, 2];
        var (together, single) = (new double[4], new double[4]);
        model.Follow(innovations, together);
        alone.Follow(innovations, single);
        for (var k = 0; k < 4; k++)
            Assert.Equal(single[k], together[k], 1e-9);
    }
}
