using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.ComplexSmoothing;
using Kirana.Forecast.Models;

namespace Kirana.Tests.Areas.Forecast.ComplexSmoothing;

/// <summary>Against complex arithmetic in numpy 1.24.2 and scipy 1.10.1; see tests/golden/Forecast/make-complex-smoothing.py.</summary>
public sealed class ComplexExponentialSmoothingTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("complex-smoothing.csv");

    public static TheoryData<string> Given => [.. Golden.Where(one => one.Value.ContainsKey("form")).Select(one => one.Key)];

    public static TheoryData<string> Searched => [.. Golden.Where(one => one.Value.ContainsKey("sse")).Select(one => one.Key)];

    public static TheoryData<ComplexSeason> Seasons => [.. Enum.GetValues<ComplexSeason>()];

    [Theory]
    [MemberData(nameof(Given))]
    public void Equals_complex_arithmetic_given_weights_and_states(string name)
    {
        var golden = Golden[name];
        var (season, phases) = ((ComplexSeason)(int)golden["form"][0], (int)golden["phases"][0]);
        var states = (double[])golden["first"].Clone();
        var recursion = new ComplexRecursion(season, phases, golden["weights"], states);
        var errors = new double[golden["value"].Length];
        recursion.Run(golden["value"], errors);
        recursion.Turn();
        Assert.All(golden["errors"].Zip(errors), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        var model = new ElementaryModel(
            new ModelState("ces", null, 0, 0, 0, errors.Length, []) { Parameters = ComplexKind.Parameters(season, phases, golden["weights"], states) });
        Assert.All(golden["forecast"].Zip(Forecast(model, 11)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Theory]
    [MemberData(nameof(Searched))]
    public void Finds_an_optimum_no_worse_than_the_reference(string name)
    {
        var model = Fit(new ComplexExponentialSmoothing(), Golden[name]["value"], 1);
        Assert.InRange(model.Residuals.ToArray().Sum(e => e * e), 0, Golden[name]["sse"][0] * (1 + 1e-4));
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void A_season_is_followed_by_every_form_that_can(ComplexSeason season)
    {
        var values = Made.Wave(144, 12, trend: 0, swing: 40);
        var forecast = Forecast(Fit(new ComplexExponentialSmoothing { Season = season }, values[..120], 12), 24);
        var error = forecast.Zip(values[120..], (a, b) => Math.Abs(a - b)).Average();
        if (season == ComplexSeason.None)
            Assert.True(error > 10);
        else
            Assert.InRange(error, 0, 8);
    }

    [Theory]
    [InlineData(0.0, ComplexSeason.None)]
    [InlineData(40.0, null)]
    public void The_criterion_takes_a_season_only_where_there_is_one(double swing, ComplexSeason? expected)
    {
        var model = Fit(new ComplexExponentialSmoothing(), Made.Wave(96, 12, trend: 0, swing: swing), 12);
        var chosen = (ComplexSeason)(int)model.State.Parameters[0];
        if (expected is { } one)
            Assert.Equal(one, chosen);
        else
            Assert.NotEqual(ComplexSeason.None, chosen);
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void One_observation_more_moves_on_as_if_it_had_been_known(ComplexSeason season)
    {
        var model = Fit(new ComplexExponentialSmoothing { Season = season }, Made.Wave(90, 7), 7);
        var ahead = Forecast(model, 20);
        Assert.All(ahead[1..].Zip(Forecast(model.Update(ahead[0])!, 19)), pair => Assert.Equal(pair.First, pair.Second, 1e-8 * pair.First));
        Assert.Equal(ahead[1..], Forecast(model.Update(double.NaN)!, 19));
        Assert.NotEqual(ahead[1..9], Forecast(model.Update(ahead[0] + 10)!, 8));
        Assert.Equal(91, model.Update(1)!.State.Count);
    }

    [Fact]
    public void Stability_is_that_of_the_eigenvalues()
    {
        for (var real = -0.5; real < 3; real += 0.13)
            for (var imaginary = -1.0; imaginary < 2.5; imaginary += 0.17)
            {
                // The roots of λ² − tλ + d lie inside the unit circle if |t| < 1 + d and d < 1.
                var trace = 2 - 2 * real + imaginary;
                var determinant = (1 - real + imaginary) * (1 - real) + (1 - imaginary) * (1 - real - imaginary);
                Assert.Equal(Math.Abs(trace) < 1 + determinant && determinant < 1, ComplexSearch.IsStable(real, imaginary));
            }
    }

    [Fact]
    public void A_season_too_long_is_not_followed_and_named()
    {
        Assert.Contains("30 steps is longer", Fit(new ComplexExponentialSmoothing(), Made.Wave(90, 30), 30).Fallback, StringComparison.Ordinal);
        Assert.Contains("less than two seasons of 12", Fit(new ComplexExponentialSmoothing(), Made.Wave(20, 12), 12).Fallback, StringComparison.Ordinal);
        Assert.Equal("ses", Fit(new ComplexExponentialSmoothing(), Made.Wave(7, 12), 12).Kind);
    }

    [Fact]
    public void A_batch_read_from_its_file_forecasts_the_same()
    {
        TimeSeries[] series = [Made.Named("a", Made.Wave(60, 7)), Made.Named("b", Made.Wave(9, 7)), Made.Named("c", [.. Made.Wave(50, 7).Select(v => v - 100)])];
        var batch = new ForecastBatch { Season = 7, Learner = new ComplexExponentialSmoothing(), Intervals = null }.Fit(series, FitContext.Default);
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        batch.Save(writer);
        var read = BatchModel.Load(ModelReader.Parse(writer.ToArray(), "made"));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(batch.Forecast(i, 20), read.Forecast(i, 20), strict: true);
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var state = Fit(new ComplexExponentialSmoothing(), Made.Wave(60, 7), 7).State;
        Assert.Null(ComplexKind.Fault(state));
        Assert.NotNull(ComplexKind.Fault(state with { Parameters = [] }));
        Assert.NotNull(ComplexKind.Fault(state with { Parameters = state.Parameters[..^1] }));
        Assert.NotNull(ComplexKind.Fault(state with { Parameters = [9, .. state.Parameters[1..]] }));
    }

    private static ElementaryModel Fit(ComplexExponentialSmoothing learner, double[] values, int season) =>
        (ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default);

    private static double[] Forecast(ElementaryModel model, int horizon)
    {
        var mean = new double[horizon];
        model.Predict(mean);
        return mean;
    }
}
