using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Smoothing;

/// <summary>Against R 4.2.2, forecast 8.20; see tests/golden/Forecast/make-ets.R.</summary>
public sealed class ExponentialSmoothingTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("ets.csv");

    public static TheoryData<string> Series => [.. Golden.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal))];

    public static TheoryData<string> Fits => [.. Golden.Keys.Where(name => name.Contains('/', StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Equals_the_reference_given_its_parameters(string name)
    {
        var (values, season, form, golden) = Read(name);
        var given = new SmoothingParameters
        {
            Form = form, Alpha = golden["alpha"][0], Beta = golden["beta"][0], Gamma = golden["gamma"][0], Phi = golden["phi"][0],
            Level = golden["level"][0], Slope = golden["slope"][0], Seasonal = golden.GetValueOrDefault("seasonal", []),
        };
        var model = (SmoothingModel)new ExponentialSmoothing { Given = given }.Fit(Made.Series(values), season, FitContext.Default);
        AssertNear(golden["loglik"], [model.LogLikelihood], 1e-8);
        AssertNear(golden["aicc"], [model.Aicc], 1e-8);
        AssertNear(golden["sigma"], [model.Sigma], 1e-8);
        var still = new double[golden["point"].Length];
        SmoothingForecast.Means(model.Last, 0, still);
        AssertNear(golden["point"], still, 1e-8);
        if (golden.TryGetValue("mean", out var mean))
            AssertNear(mean, Predict(model, mean.Length), 1e-8);
        if (golden.TryGetValue("error", out var errors))
        {
            var own = new double[errors.Length];
            model.StandardErrors(own);
            AssertNear(errors, own, 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Finds_a_likelihood_no_less_than_the_reference(string name)
    {
        var (values, season, form, golden) = Read(name);
        var model = (SmoothingModel)new ExponentialSmoothing { Form = form }.Fit(Made.Series(values), season, FitContext.Default);
        Assert.Equal(form, model.Form);
        Assert.True(model.LogLikelihood >= golden["loglik"][0] - 1e-4, $"{model.LogLikelihood} is less than {golden["loglik"][0]}.");
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void Chooses_a_form_no_worse_than_the_reference(string name)
    {
        var golden = Golden[name];
        var model = (SmoothingModel)new ExponentialSmoothing().Fit(Made.Series(golden["value"]), (int)golden["season"][0], FitContext.Default);
        Assert.True(model.Aicc <= golden["aicc"][0] + 1e-3, $"{model.Form} has {model.Aicc}, the reference {golden["aicc"][0]}.");
    }

    [Fact]
    public void Series_fitted_together_come_out_as_if_fitted_alone_and_lane_by_lane()
    {
        var series = Enumerable.Range(0, 23).Select(i => Made.Named($"s{i}", Made.Wave(9 + 4 * i, 7, trend: i % 3 - 1, swing: i % 5 * 6))).ToArray();
        var learner = new ExponentialSmoothing();
        var together = learner.FitMany(series, 7, FitContext.Default);
        var scalar = learner.FitMany(series, 7, FitContext.Default, scalar: true);
        for (var i = 0; i < series.Length; i++)
        {
            var alone = (SmoothingModel)learner.Fit(series[i], 7, FitContext.Default);
            foreach (var other in new[] { together[i], scalar[i] }.Cast<SmoothingModel>())
            {
                Assert.Equivalent(alone.First, other.First, strict: true);
                Assert.Equal(alone.LogLikelihood, other.LogLikelihood);
                Assert.Equal(Predict(alone, 20), Predict(other, 20));
            }
        }
    }

    [Theory]
    [InlineData(0, "ETS(A,A,A)")]
    [InlineData(200, "ETS(M,Ad,M)")]
    [InlineData(200, "ETS(M,A,A)")]
    public void Standard_errors_are_those_of_simulated_paths(double trend, string name)
    {
        Assert.True(SmoothingForm.TryParse(name, out var form));
        var given = new SmoothingParameters
        {
            Form = form, Alpha = 0.3, Beta = 0.1, Gamma = 0.3, Phi = form.Trend == TrendKind.Damped ? 0.9 : 1, Level = 1000, Slope = trend / 10,
            Seasonal = form.Season == SeasonKind.Additive ? [-100, 0, 100] : [0.7, 1, 1.3],
        };
        var noise = new RandomStream(3);
        var values = Enumerable.Range(0, 60).Select(t => (1000 + 20 * t) * (1 + 0.05 * noise.NextGaussian())).ToArray();
        var model = (SmoothingModel)new ExponentialSmoothing { Given = given }.Fit(Made.Series(values), 3, FitContext.Default);
        var (errors, means, path) = (new double[10], Predict(model, 10), new double[10]);
        model.StandardErrors(errors);
        var random = new RandomStream(5);
        var (sums, squares) = (new double[10], new double[10]);
        const int Paths = 20_000;
        for (var p = 0; p < Paths; p++)
        {
            model.Simulate(ref random, path);
            for (var h = 0; h < path.Length; h++)
            {
                sums[h] += (path[h] - means[h]) / Paths;
                squares[h] += (path[h] - means[h]) * (path[h] - means[h]) / Paths;
            }
        }

        // A variance of 20,000 draws is known to 1 %, their mean to 0.7 % of the standard error.
        for (var h = 0; h < path.Length; h++)
        {
            Assert.InRange(Math.Sqrt(squares[h]) / errors[h], 0.97, 1.03);
            Assert.InRange(sums[h] / errors[h], -0.035, 0.035);
        }
    }

    [Fact]
    public void An_update_forecasts_as_a_longer_series_with_the_same_weights()
    {
        var values = Made.Wave(100, 12);
        var short1 = (SmoothingModel)new ExponentialSmoothing().Fit(Made.Series(values[..88]), 12, FitContext.Default);
        var whole = (SmoothingModel)new ExponentialSmoothing { Given = short1.First }.Fit(Made.Series(values), 12, FitContext.Default);
        var updated = short1.Update(values[88..90]).Update(values[90..]);
        AssertNear(Predict(whole, 30), Predict(updated, 30), 1e-9);
        AssertNear(whole.Residuals.ToArray(), updated.Residuals.ToArray(), 1e-9);
        Assert.Equal(100, updated.States[0].Count);
        var gap = short1.Update(double.NaN);
        Assert.True(double.IsNaN(gap.Residuals[^1]));
        AssertNear(Predict(short1, 13)[1..], Predict(gap, 12), 1e-2);
    }

    [Fact]
    public void A_warm_refit_ends_where_a_full_fit_of_the_form_does()
    {
        var values = Made.Wave(100, 12);
        var learner = new ExponentialSmoothing();
        var earlier = (SmoothingModel)learner.Fit(Made.Series(values[..97]), 12, FitContext.Default);
        var warm = (SmoothingModel)learner.Refit(earlier, Made.Series(values), 12, FitContext.Default);
        var full = (SmoothingModel)new ExponentialSmoothing { Form = earlier.Form }.Fit(Made.Series(values), 12, FitContext.Default);
        Assert.Equal(earlier.Form, warm.Form);
        var brief = Made.Series(1, 2, 3);
        var many = learner.RefitMany([earlier, earlier], [brief, Made.Series(values)], 12, FitContext.Default);
        Assert.Equal(Predict(learner.Fit(brief, 12, FitContext.Default), 5), Predict(many[0], 5));
        Assert.Equal(Predict(warm, 5), Predict(many[1], 5));
        Assert.InRange(warm.LogLikelihood, full.LogLikelihood - 1e-3, full.LogLikelihood + 1e-3);
    }

    [Fact]
    public void A_refit_alone_has_the_bits_of_a_refit_among_others()
    {
        foreach (var form in SmoothingForm.All)
        {
            var learner = new ExponentialSmoothing { Form = form };
            TimeSeries[] series = [Made.Series(Made.Wave(96, 12)), Made.Series(Made.Wave(83, 12)), Made.Series(Made.Wave(61, 12))];
            var earlier = Array.ConvertAll(series, one => (SmoothingModel)learner.Fit(one.Head(one.Length - 2), 12, FitContext.Default));
            var together = learner.RefitMany(earlier, series, 12, FitContext.Default);
            for (var i = 0; i < series.Length; i++)
            {
                var alone = (SmoothingModel)learner.Refit(earlier[i], series[i], 12, FitContext.Default);
                Assert.Equal(((SmoothingModel)together[i]).LogLikelihood, alone.LogLikelihood);
                Assert.Equal(Predict(together[i], 12), Predict(alone, 12));
                Assert.Equal(together[i].Residuals.ToArray(), alone.Residuals.ToArray());
            }
        }
    }

    [Fact]
    public void A_state_from_a_file_takes_an_observation_in_as_the_recursion_says()
    {
        var values = Made.Wave(96, 12);
        foreach (var form in SmoothingForm.All)
        {
            var model = (SmoothingModel)new ExponentialSmoothing { Form = form }.Fit(Made.Series(values[..95]), 12, FitContext.Default);
            var last = model.Last;
            var updated = new ElementaryModel(model.States[0]).Update(values[95])!;
            // The filter by hand, from the equations of SmoothingModel.
            var moved = last.Level + last.Phi * last.Slope;
            var season = last.Seasonal.Length == 0 ? 0 : last.Seasonal[0];
            var multiplies = form.Season == SeasonKind.Multiplicative;
            var error = values[95] - (multiplies ? moved * season : moved + season);
            Assert.Equal(moved + last.Alpha * error / (multiplies ? season : 1), updated.State.Level, 1e-9);
            Assert.Equal(last.Phi * last.Slope + last.Beta * error / (multiplies ? season : 1), updated.State.Drift, 1e-9);
            if (last.Seasonal.Length > 0)
                Assert.Equal(season + last.Gamma * error / (multiplies ? moved : 1), updated.State.Seasonal[^1], 1e-9);
            Assert.Equal(96, updated.State.Count);
            AssertNear(Predict(model.Update(values[95]), 24), Predict(updated, 24), 1e-9);
            // What is missing moves the states as if it had been what was forecast.
            AssertNear(Predict(model.Update(double.NaN), 24), Predict(new ElementaryModel(model.States[0]).Update(double.NaN)!, 24), 1e-9);
        }
    }

    [Fact]
    public void A_refit_begins_at_a_model_of_its_own_form_and_anew_at_any_other()
    {
        var (earlier, now) = (Made.Series(Made.Wave(95, 12)), Made.Series(Made.Wave(96, 12)));
        foreach (var learner in (IWarmForecaster[])[new ExponentialSmoothing(), new HoltTrend(), new DampedTrend(), new HoltWinters()])
        {
            var full = learner.Fit(now, 12, FitContext.Default);
            var warm = (SmoothingModel)learner.Refit(learner.Fit(earlier, 12, FitContext.Default), now, 12, FitContext.Default);
            var same = (SmoothingModel)new ExponentialSmoothing { Form = warm.Form }.Fit(now, 12, FitContext.Default);
            Assert.InRange(warm.LogLikelihood, same.LogLikelihood - 1e-3, double.PositiveInfinity);
            Assert.Equal(Predict(full, 6), Predict(learner.Refit(new SeasonalNaive().Fit(earlier, 12, FitContext.Default), now, 12, FitContext.Default), 6));
        }

        var other = (SmoothingModel)((IWarmForecaster)new ExponentialSmoothing { Form = SmoothingForm.Damped })
            .Refit(new HoltTrend().Fit(earlier, 12, FitContext.Default), now, 12, FitContext.Default);
        Assert.Equal(SmoothingForm.Damped, other.Form);
        var read = new ElementaryModel(new HoltTrend().Fit(earlier, 12, FitContext.Default) is SmoothingModel holt ? holt.States[0] : throw new InvalidOperationException());
        Assert.Equal(SmoothingForm.Holt, ((SmoothingModel)((IWarmForecaster)new ExponentialSmoothing()).Refit(read, now, 12, FitContext.Default)).Form);
    }

    [Fact]
    public void The_example_of_the_guide_runs()
    {
        var series = Made.Series(Golden["AirPassengers"]["value"]);
        var model = (SmoothingModel)new ExponentialSmoothing().Fit(series, season: 12, FitContext.Default);
        Span<double> mean = stackalloc double[24];
        Span<double> error = stackalloc double[24];
        model.Predict(mean);
        model.StandardErrors(error);
        SmoothingModel tomorrow = model.Update(131.0);
        Assert.InRange(mean[0], 400, 500);
        Assert.InRange(error[0], 5, 40);
        Assert.Equal(145, tomorrow.States[0].Count);
    }

    [Fact]
    public void A_form_that_asks_too_much_is_made_simpler_and_says_so()
    {
        var brief = new HoltWinters().Fit(Made.Series(3, 5, 4, 6, 5, 7, 6, 8), 12, FitContext.Default);
        Assert.Contains("ETS(A,A,N) is fitted", brief.Fallback, StringComparison.Ordinal);
        var negative = new HoltWinters { Multiplicative = true }.Fit(Made.Series([.. Made.Wave(60, 12).Select(v => v - 100)]), 12, FitContext.Default);
        Assert.Contains("ETS(A,A,A) is fitted", negative.Fallback, StringComparison.Ordinal);
        Assert.Contains("too few for a season of 12", new ExponentialSmoothing().Fit(Made.Series(3, 5, 4, 6, 5, 7, 6, 8), 12, FitContext.Default).Fallback, StringComparison.Ordinal);
        Assert.Contains("more than the 24", new ExponentialSmoothing().Fit(Made.Series(Made.Wave(200, 52)), 52, FitContext.Default).Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_parameter_is_named()
    {
        var given = new SmoothingParameters { Form = SmoothingForm.HoltWinters, Alpha = 1.5, Beta = 2, Level = double.NaN };
        var message = Assert.Throws<ArgumentException>(() => new ExponentialSmoothing { Given = given }.Fit(Made.Series(1, 2, 3), 4, FitContext.Default)).Message;
        Assert.All(["Alpha is 1.5", "Beta is 2", "must be finite", "0 seasonal states"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        var form = new SmoothingForm(ErrorKind.Additive, TrendKind.None, SeasonKind.Multiplicative);
        Assert.Throws<ArgumentException>(() => new ExponentialSmoothing { Form = form }.Fit(Made.Series(1, 2, 3), 4, FitContext.Default));
    }

    private static (double[] Values, int Season, SmoothingForm Form, Dictionary<string, double[]> Golden) Read(string name)
    {
        var parts = name.Split('/');
        Assert.True(SmoothingForm.TryParse(parts[1].Replace(';', ','), out var form));
        return (Golden[parts[0]]["value"], (int)Golden[parts[0]]["season"][0], form, Golden[name]);
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
