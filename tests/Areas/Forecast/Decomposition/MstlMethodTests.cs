using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Tests.Areas.Forecast.Decomposition;

public sealed class MstlMethodTests
{
    [Fact]
    public void Is_smoothing_of_the_rest_and_the_last_cycles()
    {
        var values = Made.Wave(150, 30).Zip(Made.Wave(150, 7, trend: 0, swing: 9), (a, b) => a + b - 150).ToArray();
        var parts = new Mstl().Decompose(values, 7, 30);
        var rest = parts.Trend.Zip(parts.Remainder, (a, b) => a + b).ToArray();
        var smooth = (SmoothingModel)new ExponentialSmoothing().Fit(Made.Series(rest), 1, FitContext.Default);
        var expected = new double[90];
        smooth.Predict(expected);
        for (var k = 0; k < 90; k++)
            expected[k] += parts.Seasonal[0][143 + k % 7] + parts.Seasonal[1][120 + k % 30];

        var model = Fit(new MstlMethod { Seasons = [30, 7], Logarithmic = false }, values, 7);
        Assert.All(expected.Zip(Forecast(model, 90)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(smooth.Residuals.ToArray().Zip(model.Residuals.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Null(model.Fallback);
    }

    [Fact]
    public void Seasons_that_multiply_are_continued()
    {
        double[] season = [0.5, 1, 2, 0.8];
        var values = Enumerable.Range(0, 60).Select(t => 100 * Math.Pow(1.01, t) * season[t % 4]).ToArray();
        var model = Fit(new MstlMethod { Form = SmoothingForm.Holt }, values[..48], 4);
        Assert.All(values[48..].Zip(Forecast(model, 12)), pair => Assert.Equal(pair.First, pair.Second, 3e-3 * pair.First));
        Assert.All(model.Residuals[10..].ToArray(), error => Assert.InRange(Math.Abs(error), 0, 0.5));
    }

    [Fact]
    public void A_season_seen_no_more_than_twice_is_left_out_and_named()
    {
        var model = Fit(new MstlMethod { Seasons = [7, 50] }, Made.Wave(100, 7), 7);
        Assert.Contains("50", model.Fallback, StringComparison.Ordinal);
        Assert.Equal(Forecast(Fit(new MstlMethod(), Made.Wave(100, 7), 7), 20), Forecast(model, 20));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_observation_more_moves_on_as_if_it_had_been_known(bool logarithmic)
    {
        var model = Fit(new MstlMethod { Seasons = [7, 30], Logarithmic = logarithmic }, Made.Wave(150, 7), 7);
        var ahead = Forecast(model, 40);
        Assert.All(ahead[1..].Zip(Forecast(model.Update(ahead[0])!, 39)), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
        Assert.Equal(ahead[1..], Forecast(model.Update(double.NaN)!, 39));
        Assert.True(Forecast(model.Update(ahead[0] + 10)!, 1)[0] > ahead[1]);
        Assert.Equal(151, model.Update(1)!.State.Count);
    }

    [Fact]
    public void A_batch_read_from_its_file_forecasts_the_same()
    {
        TimeSeries[] series = [Made.Named("a", Made.Wave(200, 7)), Made.Named("b", Made.Wave(9, 7)), Made.Named("c", [.. Made.Wave(150, 7).Select(v => v - 100)])];
        var batch = new ForecastBatch { Season = 7, Learner = new MstlMethod { Seasons = [7, 20] }, Intervals = null }.Fit(series, FitContext.Default);
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        batch.Save(writer);
        var read = BatchModel.Load(ModelReader.Parse(writer.ToArray(), "made"));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(batch.Forecast(i, 20), read.Forecast(i, 20), strict: true);
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var state = Fit(new MstlMethod(), Made.Wave(100, 7), 7).State;
        Assert.Null(MstlKind.Fault(state));
        Assert.NotNull(MstlKind.Fault(state with { Parameters = [] }));
        Assert.NotNull(MstlKind.Fault(state with { Parameters = state.Parameters[..^1] }));
        Assert.NotNull(MstlKind.Fault(state with { Parameters = [0, 0, 1, 1, 0] }));
        Assert.NotNull(MstlKind.Fault(state with { Parameters = [0, 0, 1, 9] }));
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(new MstlMethod { Seasons = [0] }, [1, 2, 3], 1));
        Assert.Contains("Seasons holds 0", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Fit(new MstlMethod { Form = SmoothingForm.HoltWinters }, [1, 2, 3], 1));
        Assert.Contains("must have no season", error.Message, StringComparison.Ordinal);
    }

    private static ElementaryModel Fit(MstlMethod learner, double[] values, int season) =>
        (ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default);

    private static double[] Forecast(ElementaryModel model, int horizon)
    {
        var mean = new double[horizon];
        model.Predict(mean);
        return mean;
    }
}
