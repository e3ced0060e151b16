using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Models;
using Kirana.Forecast.Trend;

namespace Kirana.Tests.Areas.Forecast.Trend;

/// <summary>Against scikit-learn 1.2.1; see tests/golden/Forecast/make-additive-trend.py.</summary>
public sealed class AdditiveTrendTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("additive-trend.csv");

    public static TheoryData<string> Names => [.. Golden.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_most_probable_trend_of_the_reference(string name)
    {
        var golden = Golden[name];
        var learner = new AdditiveTrend { Columns = golden.TryGetValue("column", out var column) ? Column(column) : null };
        var model = Fit(learner, golden["value"], (int)golden["season"][0]);
        var range = golden["value"].Max() - golden["value"].Min();
        Assert.All(golden["forecast"].Zip(Forecast(model, 30)), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * range));
    }

    [Fact]
    public void A_slope_that_changed_goes_on_as_it_was_last()
    {
        var values = Enumerable.Range(0, 100).Select(t => 50.0 + (t < 48 ? t : 48 - 0.5 * (t - 48))).ToArray();
        var forecast = Forecast(Fit(new AdditiveTrend(), values, 1), 20);
        Assert.All(forecast.Select((value, k) => value - (values[99] - 0.5 * (k + 1))), gap => Assert.InRange(Math.Abs(gap), 0, 1));
    }

    [Fact]
    public void A_holiday_returns_where_the_calendar_says_and_nowhere_else()
    {
        var holiday = Enumerable.Range(0, 160).Select(t => t % 31 == 9 ? 1.0 : 0).ToArray();
        double[] values = [.. Made.Wave(130, 7, trend: 0).Zip(holiday, (value, one) => value + 50 * one)];
        var with = Forecast(Fit(new AdditiveTrend { Columns = Column(holiday) }, values, 7), 40);
        var without = Forecast(Fit(new AdditiveTrend(), Made.Wave(130, 7, trend: 0), 7), 40);
        for (var k = 0; k < 40; k++)
            Assert.Equal(k == 133 - 130 ? 50.0 : 0.0, with[k] - without[k], 6.0);
    }

    [Fact]
    public void A_price_beyond_its_last_row_is_as_usual()
    {
        var price = Enumerable.Range(0, 110).Select(t => 10 + Math.Sin(t * 1.3)).ToArray();
        double[] values = [.. price.Take(100).Select((p, t) => 200 - 8 * p + Math.Sin(1.7 * t * t))];
        var forecast = Forecast(Fit(new AdditiveTrend { Columns = Column(price) }, values, 1), 30);
        for (var k = 0; k < 30; k++)
            Assert.Equal(k < 10 ? 200 - 8 * price[100 + k] : 200 - 8 * 10.0, forecast[k], 1.5);
    }

    [Fact]
    public void Columns_are_found_by_time()
    {
        var known = new KnownColumns(TimeAxis.Days(new DateOnly(2025, 1, 1)), ["a"], [.. Enumerable.Range(0, 400).Select(t => t % 10 == 3 ? 1.0 : 0)]);
        double[] values = [.. Enumerable.Range(0, 120).Select(t => 20 + ((t + 31) % 10 == 3 ? 9.0 : 0) + Math.Sin(1.7 * t * t))];
        var series = new TimeSeries("a", TimeAxis.Days(new DateOnly(2025, 2, 1)), values);
        var forecast = Forecast((ElementaryModel)new AdditiveTrend { Columns = known }.Fit(series, 1, FitContext.Default), 20);
        for (var k = 0; k < 20; k++)
            Assert.Equal((120 + k + 31) % 10 == 3 ? 29.0 : 20.0, forecast[k], 1.5);
        Assert.Throws<ArgumentException>(() => new AdditiveTrend { Columns = known }.Fit(Made.Series(values), 1, FitContext.Default));
    }

    [Fact]
    public void A_table_of_covariates_gives_its_columns_and_refuses_what_the_horizon_has_not()
    {
        var axis = TimeAxis.Days(new DateOnly(2025, 2, 1));
        var festive = Covariate.KnownAhead("festive", [.. Enumerable.Range(0, 140).Select(t => t % 10 == 3 ? 1.0 : 0)]);
        var known = KnownColumns.Of(new CovariateTable(axis, 120, 20, festive, Covariate.Static("size", 7)));
        Assert.Equal(["festive"], known.Names);
        double[] values = [.. Enumerable.Range(0, 120).Select(t => 20 + (t % 10 == 3 ? 9.0 : 0) + Math.Sin(1.7 * t * t))];
        var forecast = Forecast((ElementaryModel)new AdditiveTrend { Columns = known }.Fit(new TimeSeries("a", axis, values), 1, FitContext.Default), 20);
        for (var k = 0; k < 20; k++)
            Assert.Equal(k % 10 == 3 ? 29.0 : 20.0, forecast[k], 1.5);
        var late = new CovariateTable(axis, 120, 20, Covariate.PastOnly("weather", new double[120]));
        Assert.Equal("future-value", Assert.Throws<DataException>(() => KnownColumns.Of(late)).Code);
    }

    [Fact]
    public void A_short_noisy_series_is_not_run_away_with()
    {
        double[] values = [12, 9, 14, 8, 13, 11, 10];
        Assert.All(Forecast(Fit(new AdditiveTrend(), values, 1), 7), value => Assert.InRange(value, 4, 18));
        var seasonal = Made.Wave(15, 7, trend: 0);
        Assert.All(Forecast(Fit(new AdditiveTrend(), seasonal, 7), 14), value => Assert.InRange(value, 40, 160));
    }

    [Fact]
    public void Parts_multiply_on_logarithms()
    {
        double[] season = [0.5, 1, 2, 0.8];
        var values = Enumerable.Range(0, 60).Select(t => 100 * Math.Pow(1.01, t) * season[t % 4]).ToArray();
        var forecast = Forecast(Fit(new AdditiveTrend { Logarithmic = true }, values[..48], 4), 12);
        Assert.All(values[48..].Zip(forecast), pair => Assert.Equal(pair.First, pair.Second, 0.02 * pair.First));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(365)]
    public void The_circle_is_divided_as_by_the_platform(int parts)
    {
        var (cosines, sines) = (new double[parts], new double[parts]);
        Circle.Divide(cosines, sines);
        for (var i = 0; i < parts; i++)
        {
            Assert.Equal(double.CosPi(2.0 * i / parts), cosines[i], 1e-15);
            Assert.Equal(double.SinPi(2.0 * i / parts), sines[i], 1e-15);
        }
    }

    [Fact]
    public void A_season_too_long_is_left_out_and_named()
    {
        var model = Fit(new AdditiveTrend { Seasons = [7, 80] }, Made.Wave(100, 7), 7);
        Assert.Contains("80", model.Fallback, StringComparison.Ordinal);
        Assert.Equal(Forecast(Fit(new AdditiveTrend(), Made.Wave(100, 7), 7), 20), Forecast(model, 20));
        Assert.Null(model.Update(1));
    }

    [Fact]
    public void A_batch_read_from_its_file_forecasts_the_same()
    {
        TimeSeries[] series = [Made.Named("a", Made.Wave(60, 7)), Made.Named("b", Made.Wave(5, 7)), Made.Named("c", [.. Made.Wave(50, 7).Select(v => v - 100)])];
        var learner = new AdditiveTrend { Columns = Column([.. Enumerable.Range(0, 70).Select(t => t % 9 == 0 ? 1.0 : 0)]) };
        var batch = new ForecastBatch { Season = 7, Learner = learner, Intervals = null }.Fit(series, FitContext.Default);
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        batch.Save(writer);
        var read = BatchModel.Load(ModelReader.Parse(writer.ToArray(), "made"));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(batch.Forecast(i, 20), read.Forecast(i, 20), strict: true);
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var state = Fit(new AdditiveTrend(), Made.Wave(60, 7), 7).State;
        Assert.Null(AdditiveTrendKind.Fault(state));
        Assert.NotNull(AdditiveTrendKind.Fault(state with { Parameters = [] }));
        Assert.NotNull(AdditiveTrendKind.Fault(state with { Parameters = state.Parameters[..^1] }));
        Assert.NotNull(AdditiveTrendKind.Fault(state with { Parameters = [1e9, .. state.Parameters[1..]] }));
    }

    [Fact]
    public void What_is_out_of_range_is_refused_by_name()
    {
        var learner = new AdditiveTrend { Harmonics = -1, ChangePoints = -2, ChangeRange = 2, ChangeScale = 0 };
        var error = Assert.Throws<ArgumentException>(() => Fit(learner, [1, 2, 3], 1));
        foreach (var part in new[] { "Harmonics is -1", "ChangePoints is -2", "ChangeRange is 2", "ChangeScale is 0" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Fit(new AdditiveTrend { Seasons = [0] }, [1, 2, 3], 1));
        Assert.Contains("Seasons holds 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new KnownColumns(new TimeAxis(Step.Index, 1), [], []));
        Assert.Throws<ArgumentException>(() => new KnownColumns(new TimeAxis(Step.Index, 1), ["a", "b"], [1, 2, 3]));
    }

    private static KnownColumns Column(double[] values) => new(new TimeAxis(Step.Index, 1), ["known"], values);

    private static ElementaryModel Fit(AdditiveTrend learner, double[] values, int season) =>
        (ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default);

    private static double[] Forecast(ElementaryModel model, int horizon)
    {
        var mean = new double[horizon];
        model.Predict(mean);
        return mean;
    }
}
