using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Covariates;
using Kirana.Pipelines.Forecast.Streams;

namespace Kirana.Tests.Platform.Forecast.Covariates;

public sealed class CovariateFileTests : IDisposable
{
    private const int Days = 120;
    private const int Horizon = 7;

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-covariates").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_plan_that_all_series_follow_makes_an_evaluation_better()
    {
        var result = Evaluate(Plan(Days));
        Assert.True(result.Covariates!.Covariates[0].Used);
        Assert.True(result.ValueAdded["no covariates"].Lower > 0.1);
        Assert.Contains(result.Covariates.Notes, note => note.Contains("'campaign'", StringComparison.Ordinal) && note.Contains("--past", StringComparison.Ordinal));
        // What is said of a column is not told back.
        var said = Evaluate(Plan(Days), known: ["campaign"]);
        Assert.Empty(said.Covariates!.Notes);
        Assert.Equal(result.Metrics, said.Metrics);
    }

    [Fact]
    public void A_campaign_written_as_words_is_one_and_zero()
    {
        Assert.Equal(Evaluate(Plan(Days)).Metrics, Evaluate([.. Plan(Days).Select(line => line.Replace(",1", ",TRUE", StringComparison.Ordinal).Replace(",0", ",false", StringComparison.Ordinal))]).Metrics);
    }

    [Fact]
    public void A_plan_goes_into_the_forecasts_of_a_stream_and_noise_leaves_every_byte()
    {
        var (plain, planned, noise) = (Stream(null), Stream(Plan(Days + Horizon)), Stream(["time,noise", .. Noise(Days + Horizon)]));
        Assert.Equal(plain, noise);
        // What was put into the sales: a hundred, on one weekday and on the days of a campaign more. The campaign meets the first day ahead.
        for (var h = 0; h < Horizon; h++)
            Assert.InRange(planned[h], 0.85 * Expected(Days + h), 1.15 * Expected(Days + h));
        Assert.False(plain[0] > 0.85 * Expected(Days));
    }

    [Fact]
    public void A_covariate_that_ends_with_the_series_is_known_after_the_fact()
    {
        var trials = new List<CovariateTrials>();
        Stream(Plan(Days), trials: trials);
        Assert.Equal(Kirana.Forecast.Covariates.CovariateKind.PastOnly, trials[0].Covariates[0].Kind);
        Assert.Contains("known after the fact", trials[0].Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_name_the_file_the_row_and_the_column()
    {
        Fails("unknown-key", 3, "series", ["series,time,x", "a,2025-01-01,1", "zebra,2025-01-01,1"]);
        Fails("duplicate-time", 3, "time", ["time,x", "2025-01-01,1", "2025-01-01,2"]);
        Fails("bad-value", 2, "x", ["time,x", "2025-01-01,warm"]);
        Fails("bad-time", 2, "time", ["time,x", "yesterday,1"]);
        Fails("mixed-steps", 2, "time", ["time,x", "7,1"]);
        Fails("missing-column", null, "time", ["x,y", "1,2"]);
        Fails("missing-column", null, "price", ["time,x", "2025-01-01,1"], known: ["price"]);
        Fails("two-kinds", null, "x", ["time,x", "2025-01-01,1"], known: ["x"], past: ["x"]);
        Fails("missing-value", null, "campaign", Plan(Days + 3), known: ["campaign"]);
        Fails("future-value", Days + 4, "campaign", Plan(Days + 3), past: ["campaign"]);
        Fails("changing-static", 3, "size", ["series,size", "a,1", "a,2"], still: ["size"]);
        Fails("missing-column", null, "series", ["time,size", "2025-01-01,1"], still: ["size"]);
        Fails("missing-column", null, null, ["series,time", "a,2025-01-01"]);
    }

    [Fact]
    public void Weeks_that_begin_on_another_day_are_off_the_step()
    {
        var sales = Write("weeks.csv", ["series,time,value", .. Enumerable.Range(0, 30).Select(t => $"a,{new DateOnly(2025, 1, 6).AddDays(7 * t):yyyy-MM-dd},{t % 5}")]);
        var plan = Write("plan.csv", ["time,x", .. Enumerable.Range(0, 34).Select(t => $"{new DateOnly(2025, 1, 7).AddDays(7 * t):yyyy-MM-dd},{t % 3}")]);
        var evaluation = new ForecastFileEvaluation { File = sales, Horizon = 2, Model = "theta", Covariates = new CovariateInput { Files = [plan] } };
        Assert.Equal("off-step", Assert.Throws<DataException>(() => evaluation.Run(FitContext.Default)).Code);
    }

    [Fact]
    public void A_month_is_met_by_its_first_day()
    {
        var sales = Write("months.csv", ["series,time,value", .. Enumerable.Range(0, 40).Select(t => $"a,{new DateOnly(2020, 1, 1).AddMonths(t):yyyy-MM},{t % 5}")]);
        var plan = Write("plan.csv", ["time,x", .. Enumerable.Range(0, 40).Select(t => $"{new DateOnly(2020, 1, 1).AddMonths(t):yyyy-MM-dd},{t % 3}")]);
        var result = new ForecastFileEvaluation { File = sales, Horizon = 2, Model = "theta", Covariates = new CovariateInput { Files = [plan] } }.Run(FitContext.Default);
        Assert.Equal("x", result.Covariates!.Covariates[0].Name);
    }

    [Fact]
    public void Static_values_stand_in_a_file_of_their_own_without_times()
    {
        var result = Evaluate(Plan(Days), more: ["series,size", "a,1", "b,2", "c,3"], still: ["size"]);
        Assert.Equal(["campaign", "size"], result.Covariates!.Covariates.Select(one => one.Name));
        Assert.Equal(Kirana.Forecast.Covariates.CovariateKind.Static, result.Covariates.Covariates[1].Kind);
        Assert.Contains("too few series", result.Covariates.Covariates[1].Reason, StringComparison.Ordinal);
    }

    private void Fails(string code, long? row, string? column, string[] lines, string[]? known = null, string[]? past = null, string[]? still = null)
    {
        var error = Assert.Throws<DataException>(() => Stream(lines, known, past, still));
        Assert.Equal((code, row, column), (error.Code, error.Row, error.Column));
        Assert.True(error.File is "plan.csv" || code is "two-kinds", error.Message);
    }

    private ForecastFileResult Evaluate(string[] plan, string[]? known = null, string[]? more = null, string[]? still = null)
    {
        string[] files = more is null ? [Write("plan.csv", plan)] : [Write("plan.csv", plan), Write("more.csv", more)];
        return new ForecastFileEvaluation
        {
            File = Write("sales.csv", Sales()), Horizon = Horizon, Seasons = [7], Windows = 2, Model = "median",
            Covariates = new CovariateInput { Files = files, Known = known ?? [], Static = still ?? [] },
        }.Run(FitContext.Default);
    }

    private double[] Stream(string[]? plan, string[]? known = null, string[]? past = null, string[]? still = null, List<CovariateTrials>? trials = null)
    {
        var streaming = new ForecastStreaming
        {
            File = Write("sales.csv", Sales()), Output = Path.Combine(_folder, "out.csv"), Horizon = Horizon, Seasons = [7], Model = "median",
            Covariates = plan is null ? null : new CovariateInput { Files = [Write("plan.csv", plan)], Known = known ?? [], Past = past ?? [], Static = still ?? [] },
        };
        var means = new List<double>();
        using var run = streaming.Begin(1);
        run.Part(FitContext.Default);
        run.Forecast(FitContext.Default);
        if (run.Covariates is { } told)
            trials?.Add(told);
        run.Save(forecasts => means.AddRange(forecasts.SelectMany(forecast => forecast.Mean.Concat(forecast.Quantiles.SelectMany(one => one)))), FitContext.Default);
        return [.. means];
    }

    private string Write(string name, string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Every ninth day a campaign, so that it meets every weekday; one begins on the first day ahead of 120.</summary>
    private static bool IsCampaign(int day) => day % 9 == 3;

    private static double Expected(int day) => 100 * Math.Exp((day % 7 == 5 ? 0.2 : 0) + (IsCampaign(day) ? 0.5 : 0));

    private static string Day(int day) => $"{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd}";

    private static string[] Plan(int days) => ["time,campaign", .. Enumerable.Range(0, days).Select(day => $"{Day(day)},{(IsCampaign(day) ? 1 : 0)}")];

    private static IEnumerable<string> Noise(int days)
    {
        var random = new RandomStream(5, 0);
        return Enumerable.Range(0, days).Select(day => FormattableString.Invariant($"{Day(day)},{random.NextDouble()}"));
    }

    private static string[] Sales()
    {
        var random = new RandomStream(2, 0);
        return ["series,time,value", .. "abc".SelectMany(key => Enumerable.Range(0, Days).Select(day => FormattableString.Invariant(
            $"{key},{Day(day)},{Expected(day) * Math.Exp(0.08 * random.NextGaussian())}")))];
    }
}
