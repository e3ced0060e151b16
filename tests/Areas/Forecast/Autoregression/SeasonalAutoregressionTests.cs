using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Autoregression;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Models;

namespace Kirana.Tests.Areas.Forecast.Autoregression;

/// <summary>Against numpy 1.24.2; see tests/golden/Forecast/make-autoregression.py.</summary>
public sealed class SeasonalAutoregressionTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("autoregression.csv");

    public static TheoryData<string> Names => [.. Golden.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_least_squares_of_the_reference(string name)
    {
        var golden = Golden[name];
        var seasons = Array.ConvertAll(golden["seasons"], m => (int)m);
        var learner = new SeasonalAutoregression { Seasons = seasons, Logarithmic = golden["logarithmic"][0] != 0 };
        var model = Fit(learner, golden["value"], 1);
        Assert.Null(model.Fallback);
        Assert.Equal(golden["lags"], SeasonalAutoregression.Lags(seasons).Select(lag => (double)lag));
        var scale = golden["forecast"].Max(Math.Abs);
        Assert.All(Forecast(model, golden["forecast"].Length).Zip(golden["forecast"]), pair => Assert.Equal(pair.Second, pair.First, 1e-8 * scale));
    }

    [Fact]
    public void Has_the_lags_of_a_multiplied_seasonal_equation()
    {
        Assert.Equal([1, 2, 3], SeasonalAutoregression.Lags(1));
        Assert.Equal([1, 2, 3, 11, 12, 13, 14], SeasonalAutoregression.Lags(12));
        Assert.Equal([1, 2, 3, 23, 24, 25, 26, 167, 168, 169, 170, 191, 192, 193], SeasonalAutoregression.Lags(24, 168));
        Assert.Equal(SeasonalAutoregression.Lags(24, 168), SeasonalAutoregression.Lags(168, 1, 24));
    }

    [Fact]
    public void Two_seasons_that_repeat_exactly_are_continued()
    {
        var values = Enumerable.Range(0, 300).Select(t => 50 + 9 * Math.Sin(2 * Math.PI * t / 6) + 5 * Math.Cos(2 * Math.PI * t / 35)).ToArray();
        var model = Fit(new SeasonalAutoregression { Seasons = [6, 35], Ridge = 0, Logarithmic = false }, values[..260], 6);
        Assert.All(Forecast(model, 40).Zip(values[260..]), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void An_explosive_series_stays_within_half_a_range_of_what_was_seen()
    {
        var values = Enumerable.Range(0, 60).Select(t => Math.Pow(1.2, t) * (t % 2 == 0 ? 1 : -1)).ToArray();
        var range = values.Max() - values.Min();
        var forecast = Forecast(Fit(new SeasonalAutoregression(), values, 1), 500);
        Assert.InRange(forecast.Max(), values.Max(), values.Max() + 0.5001 * range);
        Assert.InRange(forecast.Min(), values.Min() - 0.5001 * range, values.Min());
    }

    [Fact]
    public void One_observation_more_moves_on_as_if_it_had_been_known()
    {
        var values = Made.Wave(200, 7);
        var model = Fit(new SeasonalAutoregression(), values, 7);
        var ahead = Forecast(model, 6);
        // The forecast itself as the observation changes nothing but the origin.
        Assert.All(Forecast(model.Update(ahead[0])!, 5).Zip(ahead[1..]), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * pair.Second));
        Assert.Equal(Forecast(model.Update(double.NaN)!, 5), ahead[1..]);
        Assert.NotEqual(Forecast(model.Update(ahead[0] + 10)!, 1)[0], ahead[1]);
        Assert.Equal(201, model.Update(0)!.State.Count);
        Assert.All(Forecast(model.Update(-5)!, 30), value => Assert.True(value > 0));
    }

    [Fact]
    public void A_season_too_long_for_the_series_is_left_out_and_named()
    {
        var model = Fit(new SeasonalAutoregression { Seasons = [168, 24] }, Made.Wave(160, 24), 24);
        Assert.Equal("seasonal-autoregression", model.Kind);
        Assert.Contains("168", model.Fallback, StringComparison.Ordinal);
        Assert.Equal(Forecast(Fit(new SeasonalAutoregression(), Made.Wave(160, 24), 24), 9), Forecast(model, 9));
        Assert.Equal("ses", Fit(new SeasonalAutoregression(), Made.Wave(12, 4), 4).Kind);
    }

    [Fact]
    public void A_gap_is_no_target()
    {
        var values = Made.Wave(150, 7);
        double[] gaps = [.. values.Select((value, t) => t % 29 == 11 ? double.NaN : value)];
        var difference = Forecast(Fit(new SeasonalAutoregression(), values, 7), 14)
            .Zip(Forecast(Fit(new SeasonalAutoregression(), gaps, 7), 14), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(difference, 1e-6, 8);
    }

    [Fact]
    public void A_batch_read_from_its_file_forecasts_the_same()
    {
        TimeSeries[] series = [Made.Named("a", Made.Wave(200, 7)), Made.Named("b", Made.Wave(9, 7)), Made.Named("c", [.. Made.Wave(150, 7).Select(v => v - 100)])];
        var batch = new ForecastBatch { Season = 7, Learner = new SeasonalAutoregression(), Intervals = null }.Fit(series, FitContext.Default);
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        batch.Save(writer);
        var read = BatchModel.Load(ModelReader.Parse(writer.ToArray(), "made"));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(batch.Forecast(i, 20), read.Forecast(i, 20), strict: true);
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var state = Fit(new SeasonalAutoregression(), Made.Wave(200, 7), 7).State;
        Assert.Null(AutoregressionKind.Fault(state));
        Assert.NotNull(AutoregressionKind.Fault(state with { Parameters = [] }));
        Assert.NotNull(AutoregressionKind.Fault(state with { Parameters = state.Parameters[..^1] }));
        Assert.NotNull(AutoregressionKind.Fault(state with { Parameters = With(state.Parameters, 6, 1e300) }));
        Assert.NotNull(AutoregressionKind.Fault(state with { Parameters = With(state.Parameters, 7, 0) }));
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(new SeasonalAutoregression { Seasons = [0] }, [1, 2, 3], 1));
        Assert.Contains("Seasons holds 0", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Fit(new SeasonalAutoregression { Ridge = -1 }, [1, 2, 3], 1));
        Assert.Contains("Ridge is -1", error.Message, StringComparison.Ordinal);
    }

    private static ElementaryModel Fit(SeasonalAutoregression learner, double[] values, int season) =>
        (ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default);

    private static double[] Forecast(ElementaryModel model, int horizon)
    {
        var mean = new double[horizon];
        model.Predict(mean);
        return mean;
    }

    private static double[] With(double[] values, int place, double value)
    {
        var copy = (double[])values.Clone();
        copy[place] = value;
        return copy;
    }
}
