using Kirana.Data.Fitting;
using Kirana.Forecast;
using Kirana.Forecast.Arima;
using Kirana.Forecast.Arima.Differencing;
using Kirana.Forecast.Models;

namespace Kirana.Tests.Areas.Forecast.Arima;

/// <summary>Against R 4.2.2, forecast 8.20; see tests/golden/Forecast/make-arima.R.</summary>
public sealed class ArimaMethodTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("arima.csv");

    public static TheoryData<string> Chosen => [.. Golden.Keys.Where(name => Golden[name].ContainsKey("aicc"))];

    public static TheoryData<string> Fits =>
        [.. Golden.Keys.Where(name => name.Contains('/', StringComparison.Ordinal) && !Golden[name.Split('/')[0]].ContainsKey("xreg"))];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Equals_the_reference_given_its_coefficients(string name)
    {
        var (values, season, given, golden) = Read(name);
        var model = (ArimaModel)new ArimaMethod { Given = given }.Fit(Made.Series(values), season, FitContext.Default);
        AssertNear(golden["loglik"], [model.LogLikelihood], 1e-8);
        // R's predictions carry its diffuse prior of 1e6 along where something is differenced.
        var tolerance = given.Order.Differences + given.Order.SeasonalDifferences > 0 ? 1e-4 : 1e-7;
        AssertNear(golden["mean"], Predict(model, 24), tolerance);
        var errors = new double[24];
        model.StandardErrors(errors);
        var sigma = Math.Sqrt(golden["sigma2"][0]);
        // R adds what the filter does not know of the state at the end of a series: near the border of invertibility it settles slowly.
        AssertNear(golden["error"], Array.ConvertAll(errors, error => error / model.Sigma * sigma), 1e-2);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Finds_a_likelihood_no_less_than_the_reference(string name)
    {
        var (values, season, given, golden) = Read(name);
        var model = (ArimaModel)new ArimaMethod { Order = given.Order }.Fit(Made.Series(values), season, FitContext.Default);
        Assert.Equal(given.Order, model.Order);
        Assert.True(model.LogLikelihood >= golden["loglik"][0] - 1e-4, $"{model.LogLikelihood} is less than {golden["loglik"][0]}.");
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Chooses_an_order_no_worse_than_the_reference(string name)
    {
        var golden = Golden[name];
        var model = (ArimaModel)new ArimaMethod().Fit(Made.Series(golden["value"]), (int)golden["season"][0], FitContext.Default);
        Assert.Equal(((int)golden["d"][0], (int)golden["D"][0]), (model.Order.Differences, model.Order.SeasonalDifferences));
        Assert.True(model.Aicc <= golden["aicc"][0] + 0.01, $"{model.Order} has {model.Aicc}, the reference {golden["aicc"][0]}.");
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Tests_for_differences_equal_the_reference(string name)
    {
        var golden = Golden[name];
        Assert.Equal(golden["kpss"][0], Kpss.Statistic(golden["value"]), 1e-9 * golden["kpss"][0]);
        if (golden.TryGetValue("strength", out var strength))
            Assert.Equal(strength[0], SeasonalStrength.Of(golden["value"], (int)golden["season"][0]), 1e-6);
    }

    [Fact]
    public void Series_fitted_together_come_out_as_if_fitted_alone_and_lane_by_lane()
    {
        var series = Enumerable.Range(0, 11).Select(i => Made.Named($"s{i}", Made.Wave(9 + 8 * i, 7, trend: i % 3 - 1, swing: i % 5 * 6))).ToArray();
        double[] gappy = [.. Made.Wave(60, 7).Select((value, t) => t is 20 or 21 or 40 ? double.NaN : value)];
        series = [.. series, Made.Named("gaps", gappy)];
        var learner = new ArimaMethod();
        var together = learner.FitMany(series, 7, FitContext.Default);
        var scalar = learner.FitMany(series, 7, FitContext.Default, scalar: true);
        for (var i = 0; i < series.Length; i++)
        {
            var alone = learner.Fit(series[i], 7, FitContext.Default);
            foreach (var other in new[] { together[i], scalar[i] })
            {
                Assert.Equal(((IStatefulModel)alone).States[0].Parameters, ((IStatefulModel)other).States[0].Parameters);
                Assert.Equal(Predict(alone, 20), Predict(other, 20));
            }
        }
    }

    [Fact]
    public void An_update_forecasts_as_a_longer_series_with_the_same_coefficients()
    {
        var values = Golden["air"]["value"];
        var earlier = (ArimaModel)new ArimaMethod().Fit(Made.Series(values[..120]), 12, FitContext.Default);
        var whole = (ArimaModel)new ArimaMethod { Given = earlier.Parameters }.Fit(Made.Series(values), 12, FitContext.Default);
        var updated = earlier.Update(values[120..130]).Update(values[130..]);
        AssertNear(Predict(whole, 30), Predict(updated, 30), 1e-4);
        Assert.Equal(values.Length, updated.States[0].Count);
        var stored = new ElementaryModel(earlier.States[0]).Update(values[120])!;
        Assert.Equal(Predict(earlier.Update(values[120]), 20), Predict(stored, 20));
        var gap = earlier.Update(double.NaN);
        Assert.True(double.IsNaN(gap.Residuals[^1]));
        AssertNear(Predict(earlier, 21)[1..], Predict(gap, 20), 1e-12);
    }

    [Fact]
    public void A_warm_refit_ends_where_a_full_fit_of_the_order_does()
    {
        var values = Golden["deaths"]["value"];
        var learner = new ArimaMethod();
        var earlier = (ArimaModel)learner.Fit(Made.Series(values[..^1]), 12, FitContext.Default);
        var warm = (ArimaModel)learner.Refit(earlier, Made.Series(values), 12, FitContext.Default);
        var full = (ArimaModel)new ArimaMethod { Order = earlier.Order }.Fit(Made.Series(values), 12, FitContext.Default);
        Assert.Equal(earlier.Order, warm.Order);
        Assert.InRange(warm.LogLikelihood, full.LogLikelihood - 1e-4, full.LogLikelihood + 1e-4);
        Assert.Equal(Predict(learner.Fit(Made.Series(1, 2, 3), 12, FitContext.Default), 5), Predict(learner.Refit(earlier, Made.Series(1, 2, 3), 12, FitContext.Default), 5));
    }

    [Fact]
    public void A_stored_state_forecasts_the_same_distribution()
    {
        var model = (ArimaModel)new ArimaMethod().Fit(Made.Series(Golden["gas"]["value"]), 4, FitContext.Default);
        var stored = new ElementaryModel(model.States[0]);
        var (own, other, errors) = (new double[30], new double[30], new double[10]);
        Assert.True(model.TryPredict(10, [0.1, 0.5, 0.975], own));
        Assert.True(stored.TryPredict(10, [0.1, 0.5, 0.975], other));
        Assert.Equal(own, other);
        var mean = Predict(model, 10);
        Assert.Equal(mean, Predict(stored, 10));
        model.StandardErrors(errors);
        for (var h = 0; h < 10; h++)
        {
            Assert.Equal(mean[h], own[10 + h], 1e-12);
            Assert.Equal(mean[h] + 1.959963984540054 * errors[h], own[20 + h], 1e-12);
            Assert.Equal(mean[h] - 1.2815515655446004 * errors[h], own[h], 1e-12);
        }
    }

    [Fact]
    public void A_series_without_error_goes_on_as_it_did()
    {
        var line = Predict(new ArimaMethod().Fit(Made.Series([.. Enumerable.Range(0, 40).Select(t => 3.0 + 2 * t)]), 1, FitContext.Default), 3);
        AssertNear([83, 85, 87], line, 1e-12);
        var season = Predict(new ArimaMethod().Fit(Made.Series([.. Enumerable.Range(0, 40).Select(t => 5.0 + t % 4 * (t % 4))]), 4, FitContext.Default), 5);
        AssertNear([5, 6, 9, 14, 5], season, 1e-12);
    }

    [Fact]
    public void An_order_that_asks_too_much_is_made_smaller_and_says_so()
    {
        var brief = new ArimaMethod { Order = new ArimaOrder(0, 1, 1, 0, 1, 1) }.Fit(Made.Series(3, 5, 4, 6, 5, 7, 6, 8), 12, FitContext.Default);
        Assert.Contains("so ARIMA(0,1,1) is fitted", brief.Fallback, StringComparison.Ordinal);
        Assert.Contains("too few for a season of 12", new ArimaMethod().Fit(Made.Series(3, 5, 4, 6, 5, 7, 6, 8), 12, FitContext.Default).Fallback, StringComparison.Ordinal);
        Assert.Contains("more than the 24", new ArimaMethod().Fit(Made.Series(Made.Wave(200, 52)), 52, FitContext.Default).Fallback, StringComparison.Ordinal);
        double[] holes = [.. Made.Wave(200, 7).Select((value, t) => t % 3 == 1 ? double.NaN : value)];
        Assert.Contains("gaps, more than the 50", new ArimaMethod().Fit(Made.Series(holes), 7, FitContext.Default).Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_coefficient_is_named()
    {
        var given = new ArimaParameters { Order = new ArimaOrder(1, 1, 2), Ar = [1.2], Ma = [0.5], Constant = 3 };
        var message = Assert.Throws<ArgumentException>(() => new ArimaMethod { Given = given }.Fit(Made.Series(1, 2, 3), 4, FitContext.Default)).Message;
        Assert.All(["Ar is not stationary", "Ma has 1 numbers", "The constant is 3"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        foreach (var order in new[] { new ArimaOrder(13, 0, 0), new ArimaOrder(0, 3, 0), new ArimaOrder(0, 2, 0, HasConstant: true) })
            Assert.Throws<ArgumentException>(() => new ArimaMethod { Order = order }.Fit(Made.Series(1, 2, 3), 4, FitContext.Default));
    }

    [Fact]
    public void The_example_of_the_guide_runs()
    {
        var series = Made.Series(Golden["air"]["value"]);
        var model = (ArimaModel)new ArimaMethod().Fit(series, season: 12, FitContext.Default);
        Span<double> mean = stackalloc double[24];
        Span<double> quantiles = stackalloc double[2 * 24];
        model.Predict(mean);
        model.TryPredict(24, [0.1, 0.9], quantiles);
        ArimaModel tomorrow = model.Update(6.1);
        Assert.Equal("ARIMA(0,1,1)(0,1,1)", model.Order.ToString());
        Assert.InRange(mean[0], 6, 6.2);
        Assert.True(quantiles[0] < mean[0] && mean[0] < quantiles[24]);
        Assert.Equal(145, tomorrow.States[0].Count);
    }

    private static (double[] Values, int Season, ArimaParameters Given, Dictionary<string, double[]> Golden) Read(string name)
    {
        var parts = name.Split('/');
        var n = Array.ConvertAll(parts[1].Split(';'), int.Parse);
        var golden = Golden[name];
        var given = new ArimaParameters
        {
            Order = new ArimaOrder(n[0], n[1], n[2], n[3], n[4], n[5], n[6] == 1), Constant = golden.GetValueOrDefault("constant", [0])[0],
            Ar = golden.GetValueOrDefault("ar", []), Ma = golden.GetValueOrDefault("ma", []),
            SeasonalAr = golden.GetValueOrDefault("sar", []), SeasonalMa = golden.GetValueOrDefault("sma", []),
        };
        return (Golden[parts[0]]["value"], (int)Golden[parts[0]]["season"][0], given, golden);
    }

    private static double[] Predict(IForecastModel model, int steps)
    {
        var mean = new double[steps];
        model.Predict(mean);
        return mean;
    }

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        for (var k = 0; k < expected.Length; k++)
            Assert.InRange(Math.Abs(actual[k] - expected[k]) / scale, 0, tolerance);
    }
}
