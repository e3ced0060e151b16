using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Arima;
using Kirana.Forecast.Autoregression;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Choice;
using Kirana.Forecast.ComplexSmoothing;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;
using Kirana.Forecast.Trend;

namespace Kirana.Tests.Areas.Forecast;

/// <summary>What every learner keeps, whatever the data.</summary>
public sealed class ForecasterChecks
{
    private static readonly IForecaster[] Learners =
    [
        new SeasonalNaive(), new SimpleSmoothing(), new ThetaMethod(), new MedianEnsemble(),
        new ExponentialSmoothing(), new HoltTrend(), new DampedTrend(), new HoltWinters(), new ArimaMethod(),
        new SeasonalAutoregression(), new MstlMethod(), new OptimisedTheta(), new DynamicTheta(),
        new Croston(), new SyntetosBoylan(), new TeunterSyntetosBabai(), new Adida(), new Imapa(),
        new AutoEnsemble { Tier = CostTier.Fast },
        new ComplexExponentialSmoothing(), new AdditiveTrend(), new RecentMedian(),
    ];

    public static TheoryData<string> Names => [.. Learners.Select(learner => learner.Name)];

    public static MatrixTheoryData<string, string> Odd => new([.. Learners.Select(learner => learner.Name)], [.. OddSeries.Keys]);

    private static Dictionary<string, double[]> OddSeries { get; } = new(StringComparer.Ordinal)
    {
        ["empty"] = [],
        ["one"] = [3],
        ["two"] = [3, 4],
        ["shorter than a season"] = [1, 2, 3, 4, 5],
        ["constant"] = [.. Enumerable.Repeat(7.25, 40)],
        ["all zero"] = new double[40],
        ["all missing"] = [.. Enumerable.Repeat(double.NaN, 40)],
        ["gaps"] = [.. Enumerable.Range(0, 60).Select(t => t is 0 or 7 or 8 or 59 ? double.NaN : 10 + t % 7)],
        ["infinities"] = [1, double.PositiveInfinity, 2, 3, double.NegativeInfinity, 2, 1, 4],
        ["a single sale"] = [.. Enumerable.Range(0, 60).Select(t => t == 41 ? 50.0 : 0)],
        ["spike"] = [.. Enumerable.Range(0, 60).Select(t => t == 30 ? 1e300 : t % 7)],
        ["huge"] = [.. Enumerable.Range(0, 60).Select(t => (t % 2 == 0 ? 1 : -1) * 1.7e308)],
        ["huge growth"] = [.. Enumerable.Range(0, 60).Select(t => 1e306 * t)],
        ["tiny"] = [.. Enumerable.Range(0, 60).Select(t => 1e-320 * (t % 7))],
        ["mostly zero"] = [.. Enumerable.Range(0, 60).Select(t => t % 13 == 0 ? 2.0 : 0)],
        ["zero seasons"] = [.. Enumerable.Range(0, 60).Select(t => t % 7 < 3 ? 0.0 : 5 + t % 7)],
        ["around zero"] = [.. Enumerable.Range(0, 60).Select(t => Math.Sin(t * 2 * Math.PI / 7))],
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Every_forecast_of_an_odd_series_is_finite(string name, string oddity)
    {
        var values = OddSeries[oddity];
        foreach (var season in new[] { 1, 7, 60, 1000 })
        {
            var model = Learner(name).Fit(Made.Series(values), season, FitContext.Default);
            var mean = new double[1000];
            model.Predict(mean);
            Assert.All(mean, value => Assert.True(double.IsFinite(value)));
            Assert.Equal(values.Length, model.Residuals.Length);
            Assert.All(model.Residuals.ToArray(), residual => Assert.False(double.IsInfinity(residual)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_forecast_of_any_series_is_finite(string name) =>
        Gen.Select(Gen.Double.Array[0, 40], Gen.Int[1, 15]).Sample((values, season) =>
        {
            var mean = new double[20];
            Learner(name).Fit(Made.Series(values), season, FitContext.Default).Predict(mean);
            Assert.All(mean, value => Assert.True(double.IsFinite(value)));
        }, iter: 300);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_quantile_of_odd_series_is_finite_and_none_cross(string name)
    {
        TimeSeries[] series = [.. OddSeries.Select(odd => Made.Named(odd.Key, odd.Value))];
        foreach (var season in new[] { 7, 1000 })
        {
            var model = new ForecastBatch { Learner = Learner(name), Season = season, Horizon = 6 }.Fit(series, FitContext.Default);
            for (var i = 0; i < series.Length; i++)
            {
                var forecast = model.Forecast(i, 9, [0.025, 0.5, 0.9]);
                for (var k = 0; k < forecast.Horizon; k++)
                {
                    Assert.True(double.IsFinite(forecast.Mean[k]), $"{series[i].Key}, season {season}: {forecast.Mean[k]}");
                    Assert.True(double.IsFinite(forecast.Quantiles[0][k]) && double.IsFinite(forecast.Quantiles[2][k]), $"{series[i].Key}, season {season}");
                    Assert.True(forecast.Quantiles[0][k] <= forecast.Quantiles[1][k] && forecast.Quantiles[1][k] <= forecast.Quantiles[2][k], $"{series[i].Key}, season {season}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_observed_next_leaves_a_finite_forecast(string name)
    {
        var model = Learner(name).Fit(Made.Series(Made.Wave(60, 7)), 7, FitContext.Default);
        // A median of several models has no state of one to move on; nor has a model whose state a new fit alone can move.
        if (model is not IStatefulModel { States: [var state] })
            return;
        foreach (var observed in new[] { double.NaN, 0, -5, 1e300, -1e300, double.PositiveInfinity })
        {
            var (updated, mean) = (new ElementaryModel(state).Update(observed), new double[30]);
            for (var step = 0; updated is not null && step < 3; step++)
                updated = updated.Update(observed);
            updated?.Predict(mean);
            Assert.All(mean, value => Assert.True(double.IsFinite(value), $"{observed}"));
        }
    }

    [Theory]
    [InlineData("seasonal-naive")]
    [InlineData("ets")]
    [InlineData("holt-winters")]
    [InlineData("mstl")]
    [InlineData("arima")]
    [InlineData("ces")]
    [InlineData("seasonal-autoregression")]
    [InlineData("additive-trend")]
    public void A_season_longer_than_the_series_is_left_out_and_said(string name)
    {
        var model = Learner(name).Fit(Made.Series(Made.Wave(30, 7)), 52, FitContext.Default);
        Assert.Contains("season", model.Fallback, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_series_too_short_says_what_it_fell_back_to(string name)
    {
        foreach (var values in new double[][] { [], [double.NaN, double.NaN], [5], [5, double.NaN] })
        {
            var model = Learner(name).Fit(Made.Series(values), 7, FitContext.Default);
            Assert.False(string.IsNullOrEmpty(model.Fallback));
            var mean = new double[3];
            model.Predict(mean);
            var last = values.LastOrDefault(double.IsFinite);
            Assert.Equal([last, last, last], mean);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_series_needs_no_fallback(string name) =>
        Assert.Null(Learner(name).Fit(Made.Series(Made.Wave(100, 7)), 7, FitContext.Default).Fallback);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_series_goes_on(string name)
    {
        var mean = new double[30];
        Learner(name).Fit(Made.Series(OddSeries["constant"]), 7, FitContext.Default).Predict(mean);
        Assert.All(mean, value => Assert.Equal(7.25, value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shifted_horizon_begins_the_same(string name)
    {
        var model = Learner(name).Fit(Made.Series(Made.Wave(90, 7)), 7, FitContext.Default);
        var (brief, whole) = (new double[5], new double[50]);
        model.Predict(brief);
        model.Predict(whole);
        Assert.Equal(brief, whole[..5]);
        model.Predict([]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_series_gives_the_same_numbers(string name)
    {
        var series = Made.Series(Made.Wave(120, 7));
        var (first, second) = (new double[30], new double[30]);
        Learner(name).Fit(series, 7, FitContext.Default).Predict(first);
        Learner(name).Fit(series, 7, FitContext.Default with { Threads = 1 }).Predict(second);
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_observation_has_no_residual(string name)
    {
        var residuals = Learner(name).Fit(Made.Series(OddSeries["gaps"]), 1, FitContext.Default).Residuals;
        Assert.True(double.IsNaN(residuals[7]));
        Assert.True(double.IsNaN(residuals[59]));
        Assert.True(double.IsFinite(residuals[20]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_season_out_of_range_is_refused(string name)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Learner(name).Fit(Made.Series(1, 2, 3), 0, FitContext.Default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Learner(name).Fit(Made.Series(1, 2, 3), int.MaxValue, FitContext.Default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_fit_stops(string name)
    {
        var context = new FitContext { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => Learner(name).Fit(Made.Series(1, 2, 3), 1, context));
    }

    private static IForecaster Learner(string name) => Learners.Single(learner => string.Equals(learner.Name, name, StringComparison.Ordinal));
}
