using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Forecast;

namespace Kirana.Tests.Platform.Forecast;

public sealed class ForecastFileEvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-forecast").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Scores_a_test_file_by_hand()
    {
        var result = new ForecastFileEvaluation
        {
            File = Write("train.csv", "a,1,2", "a,2,4", "a,3,2", "a,4,4", "b,1,1", "b,2,1"),
            TestFile = Write("test.csv", "a,5,2", "a,6,8", "c,1,1"),
            Horizon = 2, Seasons = [2], Model = "seasonal-naive",
        }.Run(FitContext.Default);
        // a: forecast 2, 4; errors 0, 4; the seasonal naive error of its past is 0, so nothing is scaled.
        Assert.Equal(200.0 * 4 / 12 / 2, result.Metrics["smape"].Estimate, 1e-12);
        Assert.Equal(2, result.Metrics["mae"].Estimate, 1e-12);
        Assert.False(result.Metrics.ContainsKey("mase"));
        Assert.Equal(2, result.Series);
        Assert.Equal(1, result.Scored);
        Assert.Equal(1, result.Failed);
    }

    [Fact]
    public void Holds_out_the_end_and_rolls_over_windows()
    {
        var file = Write("all.csv", [.. Enumerable.Range(1, 30).Select(t => $"a,{t},{t}")]);
        var evaluation = new ForecastFileEvaluation { File = file, Horizon = 5, Model = "naive", Windows = 3 };
        var result = evaluation.Run(FitContext.Default);
        // A line of slope 1 runs away from its last value by 1 … 5.
        Assert.Equal(3, result.Metrics["mase"].Estimate, 1e-12);
        Assert.Equal(-3, result.Metrics["bias"].Estimate, 1e-12);
        Assert.Equal((3, 3), (result.Windows, result.Scored));
        Assert.True(result.Seconds.Wall > 0);
    }

    [Fact]
    public void A_test_that_begins_later_is_compared_at_its_own_times()
    {
        var result = new ForecastFileEvaluation
        {
            File = Write("train.csv", "a,1,1", "a,2,2", "a,3,1", "a,4,2"), TestFile = Write("test.csv", "a,6,2"),
            Horizon = 3, Seasons = [2], Model = "seasonal-naive",
        }.Run(FitContext.Default);
        Assert.Equal(0, result.Metrics["mae"].Estimate, 1e-12);
    }

    [Fact]
    public void Value_is_measured_beside_benchmarks_and_the_incumbent_and_by_slice()
    {
        var result = new ForecastFileEvaluation
        {
            File = Write("train.csv", [.. Enumerable.Range(1, 12).Select(t => $"a,{t},{(t % 2 == 0 ? 4 : 2) + t / 100.0}")]),
            TestFile = Write("test.csv", "a,13,2.13", "a,14,4.14"), Incumbent = Write("incumbent.csv", "a,13,2.17", "a,14,4.18"),
            Horizon = 2, Seasons = [2], Model = "seasonal-naive",
        }.Run(FitContext.Default);
        // The season repeated errs by 0.02, the last value by 1.99 and 0.02, the incumbent by 0.04.
        Assert.Equal(1 - 0.02 / 1.005, result.ValueAdded["naive"].Estimate, 1e-9);
        Assert.Equal(0.5, result.ValueAdded["incumbent"].Estimate, 1e-9);
        Assert.Equal(result.Metrics["mase"].Estimate, result.Details.Slices.Single(slice => slice.Name is "volume A").Mase.Estimate, 1e-12);
    }

    [Fact]
    public void Writes_every_forecast_with_its_quantiles()
    {
        var output = Path.Combine(_folder, "out.csv");
        new ForecastFileEvaluation
        {
            File = Write("all.csv", [.. Enumerable.Range(1, 40).Select(t => $"\"a, b\",{t},{t % 4}")]),
            Horizon = 4, Seasons = [4], Levels = [0.1, 0.9], Forecasts = output, Model = "median",
        }.Run(FitContext.Default);
        var lines = File.ReadAllLines(output);
        Assert.Equal("series,step,time,model,mean,q0.1,q0.9", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("\"a, b\",1,37,median,", lines[1], StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder, "out*"));
    }

    [Fact]
    public void A_second_season_joins_the_ensemble()
    {
        var file = Write("all.csv", [.. Enumerable.Range(0, 200).Select(t => $"a,{t},{100 + t % 6 + 10 * (t / 6 % 5)}")]);
        double Mase(string model, int[] seasons) =>
            new ForecastFileEvaluation { File = file, Horizon = 30, Seasons = seasons, Model = model }.Run(FitContext.Default).Metrics["mase"].Estimate;
        Assert.Equal(0, Mase("seasonal-naive", [6, 30]));
        Assert.True(Mase("median", [6, 30]) < Mase("median", [6]));
    }

    [Fact]
    public void Bad_files_and_options_are_told_apart()
    {
        var file = Write("all.csv", "a,1,2", "a,2,3");
        ForecastFileEvaluation Evaluation(int horizon = 1) => new() { File = file, Horizon = horizon };
        Assert.Equal("too-short", Assert.Throws<DataException>(() => Evaluation(5).Run(FitContext.Default)).Code);
        Assert.Contains("1 and 1000", Assert.Throws<ArgumentException>(() => Evaluation(0).Run(FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("1 and 1000", Assert.Throws<ArgumentException>(() => Evaluation(10_000).Run(FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("theta", Assert.Throws<ArgumentException>(() => (Evaluation() with { Model = "oracle" }).Run(FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (Evaluation() with { TestFile = file, Windows = 2 }).Run(FitContext.Default));
        var overlap = Assert.Throws<DataException>(() => (Evaluation() with { TestFile = file }).Run(FitContext.Default));
        Assert.Equal("test-not-after-training", overlap.Code);
        Assert.Throws<FileNotFoundException>(() => (Evaluation() with { File = file + "x" }).Run(FitContext.Default));
    }

    [Fact]
    public void A_test_of_other_series_has_nothing_to_score()
    {
        var evaluation = new ForecastFileEvaluation { File = Write("train.csv", "a,1,2"), TestFile = Write("test.csv", "b,2,2"), Horizon = 1 };
        Assert.Equal("nothing-to-score", Assert.Throws<DataException>(() => evaluation.Run(FitContext.Default)).Code);
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, ["series,time,value", .. lines]);
        return path;
    }
}
