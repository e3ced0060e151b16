using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Models;
using Kirana.Forecast.Theta;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Areas.Forecast.Theta;

/// <summary>Against scipy 1.10.1; see tests/golden/Forecast/make-optimised-theta.py.</summary>
public sealed class OptimisedThetaTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("optimised-theta.csv");

    public static MatrixTheoryData<string, bool> Cases => new([.. Golden.Keys], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Finds_the_optimum_of_the_reference_and_its_forecasts(string name, bool dynamic)
    {
        var golden = Golden[name];
        var kind = dynamic ? "dynamic" : "static";
        var model = Fit(Learner(dynamic), golden["value"], 1);
        var error = model.Residuals.ToArray().Sum(e => e * e);
        Assert.InRange(error, 0, golden[kind + "-sse"][0] * (1 + 1e-6));
        var scale = golden["value"].Max(Math.Abs);
        Assert.All(golden[kind + "-forecast"].Zip(Forecast(model, 15)), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * scale));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_reference_given_its_weight(string name, bool dynamic)
    {
        var golden = Golden[name];
        var kind = dynamic ? "dynamic" : "static";
        var model = Fit(dynamic ? new DynamicTheta { Alpha = golden[kind + "-alpha"][0] } : new OptimisedTheta { Alpha = golden[kind + "-alpha"][0] }, golden["value"], 1);
        var error = model.Residuals.ToArray().Sum(e => e * e);
        Assert.Equal(golden[kind + "-sse"][0], error, 1e-7 * golden[kind + "-sse"][0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_straight_line_goes_on(bool dynamic)
    {
        var model = Fit(Learner(dynamic), [.. Enumerable.Range(0, 40).Select(t => 5 + 2.0 * t)], 1);
        Assert.All(Forecast(model, 10).Select((value, k) => value - (85 + 2 * k)), gap => Assert.InRange(Math.Abs(gap), 0, 0.5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_season_is_put_back(bool dynamic)
    {
        var model = Fit(Learner(dynamic), Made.Wave(120, 12), 12);
        var theta = Forecast(Fit(new ThetaMethod(), Made.Wave(120, 12), 12), 24);
        Assert.Equal(12, model.State.Seasonal.Length);
        Assert.All(theta.Zip(Forecast(model, 24)), pair => Assert.Equal(pair.First, pair.Second, 8.0));
    }

    [Theory]
    [InlineData("naive")]
    [InlineData("seasonal-naive")]
    [InlineData("ses")]
    [InlineData("theta")]
    [InlineData("optimised-theta")]
    [InlineData("dynamic-theta")]
    public void One_observation_more_moves_on_as_if_it_had_been_known(string name)
    {
        var values = Made.Wave(90, 7);
        var model = Fit(Forecasters.Create(name, 7), values, 7);
        var ahead = Forecast(model, 20);
        Assert.All(ahead[1..].Zip(Forecast(model.Update(ahead[0])!, 19)), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
        Assert.Equal(Forecast(model.Update(ahead[0])!, 19), Forecast(model.Update(double.NaN)!, 19), (a, b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(a));
        Assert.True(Forecast(model.Update(ahead[0] + 10)!, 7).Sum() > ahead[1..8].Sum());
        Assert.Equal(91, model.Update(1)!.State.Count);
    }

    [Fact]
    public void Eight_weights_at_once_are_as_one_after_another()
    {
        var values = Made.Wave(50, 7);
        var (intercepts, slopes) = (Made.Wave(50, 9), Made.Wave(50, 11));
        double[] alphas = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.99];
        var (wide, single) = (new double[ThetaPass.Sums * 8], new double[ThetaPass.Sums * 8]);
        LaneKernel.Run(new ThetaPass(values, intercepts, slopes, alphas, wide));
        LaneKernel.RunScalar(new ThetaPass(values, intercepts, slopes, alphas, single));
        Assert.Equal(single, wide);
        Assert.All(wide, sum => Assert.NotEqual(0, sum));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_read_from_its_file_forecasts_the_same(bool dynamic)
    {
        TimeSeries[] series = [Made.Named("a", Made.Wave(60, 7)), Made.Named("b", Made.Wave(5, 7)), Made.Named("c", [.. Made.Wave(50, 7).Select(v => v - 100)])];
        var batch = new ForecastBatch { Season = 7, Learner = Learner(dynamic), Intervals = null }.Fit(series, FitContext.Default);
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        batch.Save(writer);
        var read = BatchModel.Load(ModelReader.Parse(writer.ToArray(), "made"));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(batch.Forecast(i, 20), read.Forecast(i, 20), strict: true);
    }

    [Fact]
    public void Few_observations_are_left_to_the_Theta_method()
    {
        var model = Fit(new DynamicTheta(), [3, 4, 6, 5, 7], 1);
        Assert.Equal("theta", model.Kind);
        Assert.Contains("5 of the 6", model.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name() => Assert.Contains("Alpha is 1", Assert.Throws<ArgumentException>(
        () => new OptimisedTheta { Alpha = 1 }.Fit(Made.Series(1, 2, 3), 1, FitContext.Default)).Message, StringComparison.Ordinal);

    private static IForecaster Learner(bool dynamic) => dynamic ? new DynamicTheta() : new OptimisedTheta();

    private static ElementaryModel Fit(IForecaster learner, double[] values, int season) =>
        (ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default);

    private static double[] Forecast(ElementaryModel model, int horizon)
    {
        var mean = new double[horizon];
        model.Predict(mean);
        return mean;
    }
}
