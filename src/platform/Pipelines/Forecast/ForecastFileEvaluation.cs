using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Lines;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Intervals;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Forecast.Covariates;
using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Pipelines.Forecast;

/// <summary>Evaluates a forecaster on a long file <c>series,time,value</c>: <c>kirana evaluate forecast FILE</c>.</summary>
public sealed record ForecastFileEvaluation
{
    /// <summary>The name of the same forecaster without covariates among what value is added to.</summary>
    internal const string NoCovariates = "no covariates";

    /// <summary>The file of series: the training part if <see cref="TestFile"/> is given, everything otherwise.</summary>
    public required string File { get; init; }

    /// <summary>What came after, by the same keys; by default the last steps of <see cref="File"/> are held out.</summary>
    public string? TestFile { get; init; }

    /// <summary>Steps ahead, 1 to <see cref="BatchModel.LongestHorizon"/>.</summary>
    public required int Horizon { get; init; }

    /// <summary>The seasons in steps, the first of which scales errors; one of 1 (none) by default.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [1];

    /// <summary>The forecaster, one of <see cref="Forecasters.Names"/>; automatic choice by default.</summary>
    public string Model { get; init; } = "auto";

    /// <summary>Rolling origins when the end of <see cref="File"/> is held out, 1 to 1,000; 1 by default.</summary>
    public int Windows { get; init; } = 1;

    /// <summary>The quantiles' levels, ascending, from 0.025 to 0.975; 0.1, 0.2, …, 0.9 by default. Empty: no intervals are made.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>A CSV file for every forecast; none by default.</summary>
    public string? Forecasts { get; init; }

    /// <summary>A file of forecasts made elsewhere, <c>series,time,value</c>, to measure beside; none by default.</summary>
    public string? Incumbent { get; init; }

    /// <summary>What is known beside the series; nothing by default.</summary>
    public CovariateInput? Covariates { get; init; }

    /// <summary>Reads, fits, forecasts, scores.</summary>
    /// <param name="context">Seed, threads, progress, cancellation, clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">A file is no such series, the test does not follow the training, or nothing can be scored.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public ForecastFileResult Run(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var batch = new ForecastBatch
        {
            Learner = Forecasters.Create(Model, Seasons),
            Season = Seasons[0],
            Horizon = Horizon,
            Intervals = Levels.Count == 0 ? null : new ConformalIntervals(),
        };
        var windows = TestFile is null ? HeldOut(Read(File)) : [Given(Read(File), Read(TestFile))];
        var covariates = Covariates is null ? null : Beside(CovariateReading.Of(Covariates), windows);
        CovariateForecaster? learned = null;
        using var output = Forecasts is null ? null : new ForecastFile(Forecasts, [.. Levels]);
        var scores = new List<SeriesScore>();
        var details = new DetailsBuilder();
        var benchmarks = new SortedDictionary<string, List<SeriesScore>>(StringComparer.Ordinal) { ["naive"] = [], ["ses"] = [] };
        var incumbent = Incumbent is null ? null : Read(Incumbent);
        if (incumbent is not null)
            benchmarks.Add("incumbent", []);
        if (covariates is not null)
            benchmarks.Add(NoCovariates, []);
        var failed = 0;
        var (cpu, wall) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var w = 0; w < windows.Count; w++)
        {
            var (cases, unknown) = windows[w];
            var (cpuStart, wallStart) = (Environment.CpuUsage.TotalTime, context.Clock.GetTimestamp());
            TimeSeries[] training = [.. cases.Select(one => one.Training)];
            learned = covariates is null ? null
                : new WithCovariates { Learner = batch.Learner, Trial = CovariateTrials.Learner(batch.Learner, Seasons), Columns = covariates.Columns }.Learn(training, Seasons[0], Horizon, context);
            var model = (learned is null ? batch : batch with { Learner = learned }).Fit(training, context);
            var forecasts = new SeriesForecast[cases.Count];
            for (var i = 0; i < forecasts.Length; i++)
                forecasts[i] = model.Forecast(i, Horizon, learned?.EffectsOf(training[i], Seasons[0]) ?? CovariateEffects.None, [.. Levels]);
            cpu += Environment.CpuUsage.TotalTime - cpuStart;
            wall += context.Clock.GetElapsedTime(wallStart);

            failed += unknown;
            details.Next();
            var kinds = SeriesClass.Of(training, Seasons[0]);
            for (var i = 0; i < forecasts.Length; i++)
            {
                output?.Write(forecasts[i]);
                if (!forecasts[i].Mean.All(double.IsFinite))
                    failed++;
                else if (cases[i].Actual.Length > 0)
                {
                    var score = SeriesScore.Of(cases[i].Training, cases[i].Actual, forecasts[i], Seasons[0]);
                    scores.Add(InWindow(score, w));
                    if (score.Points > 0)
                        details.Add(score, kinds[i].Volume, cases[i].Training, cases[i].Actual, forecasts[i]);
                }
            }

            foreach (var (name, theirs) in benchmarks)
                theirs.AddRange(Benchmark(name, cases, incumbent, context).Select(score => InWindow(score, w)));
        }

        output?.Complete();
        if (!scores.Any(score => score.Points > 0))
            throw new DataException($"No series of {TestFile ?? File} has an observation to score.")
            {
                Code = "nothing-to-score", File = TestFile ?? File,
                Hint = TestFile is null ? $"Series longer than the horizon of {Horizon} are needed." : "The keys of both files must be the same.",
            };
        return new ForecastFileResult(
            Model, windows.Max(window => window.Cases.Count), scores.Count(score => score.Points > 0), Horizon, Seasons, windows.Count,
            ScoreSummary.Of(scores, context.Seed), new ForecastSeconds(cpu.TotalSeconds, wall.TotalSeconds), failed, details.Finish())
        {
            ValueAdded = Values(scores, benchmarks, context.Seed),
            Covariates = covariates is null ? null : new CovariateTrials(learned!.Trials, learned.Multiplies, covariates.Notes),
        };
    }

    /// <summary>Lays covariates beside the series of all windows.</summary>
    private SetCovariates Beside(CovariateReading reading, List<(IReadOnlyList<ForecastCase> Cases, int Unknown)> windows)
    {
        var cases = windows.SelectMany(window => window.Cases).ToArray();
        var origins = cases.Select(one => new SetCovariates.Origin(one.Training.Key, one.Training.Axis.Shift(one.Training.Length))).ToArray();
        var now = cases.Max(one => one.Training.Axis.Shift(one.Training.Length + one.Actual.Length).Start);
        return SetCovariates.Of(reading, origins, origins[0].Next.Step, Horizon, now);
    }

    /// <summary>A series is met once in each window.</summary>
    private static SeriesScore InWindow(SeriesScore score, int window) => score with { Key = $"{window} {score.Key}" };

    private IReadOnlyList<SeriesScore> Benchmark(string name, IReadOnlyList<ForecastCase> cases, IReadOnlyList<TimeSeries>? incumbent, FitContext context)
    {
        TimeSeries[] training = [.. cases.Select(one => one.Training)];
        if (name is "incumbent")
            return IncumbentForecasts.Score(incumbent!, training, [.. cases.Select(one => one.Actual)], Seasons[0]);
        var learner = Forecasters.Create(name is NoCovariates ? Model : name, Seasons);
        var model = new ForecastBatch { Learner = learner, Season = Seasons[0], Horizon = Horizon, Intervals = null }.Fit(training, context);
        return [.. cases.Select((one, i) => SeriesScore.Of(one.Training, one.Actual, model.Forecast(i, Horizon), Seasons[0])).Where(score => score.Points > 0)];
    }

    private static SortedDictionary<string, Interval> Values(
        IReadOnlyList<SeriesScore> scores, SortedDictionary<string, List<SeriesScore>> benchmarks, ulong seed)
    {
        var values = new SortedDictionary<string, Interval>(StringComparer.Ordinal);
        foreach (var (name, theirs) in benchmarks)
            if (ValueAdded.Of(scores, theirs, score => score.Mase, seed) is { } value)
                values.Add(name, value);
        return values;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Horizon is < 1 or > BatchModel.LongestHorizon)
            faults.Add($"The horizon is {Horizon}; it must lie between 1 and {BatchModel.LongestHorizon}.");
        if (Seasons.Count == 0 || Seasons.Any(season => season < 1))
            faults.Add($"The seasons are {string.Join(", ", Seasons)}; at least one of 1 or more is needed.");
        if (Windows is < 1 or > 1000)
            faults.Add($"There are {Windows} windows; 1 to 1000 are possible.");
        if (Windows > 1 && TestFile is not null)
            faults.Add("Windows roll over one file; with a test file there is one.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }

    private static IReadOnlyList<TimeSeries> Read(string path)
    {
        using var lines = LineReaders.Open(System.IO.File.OpenRead(path), path);
        return SeriesReader.Read(lines);
    }

    /// <summary>The rolling origins, oldest first; a series too short for a window is missing from it.</summary>
    private List<(IReadOnlyList<ForecastCase> Cases, int Unknown)> HeldOut(IReadOnlyList<TimeSeries> all)
    {
        var windows = new List<ForecastCase>[Windows];
        for (var w = 0; w < Windows; w++)
            windows[w] = [];
        foreach (var series in all)
        {
            var origins = RollingOrigin.Origins(series.Length, Horizon, Windows, Seasons[0]);
            for (var i = 0; i < origins.Length; i++)
                windows[Windows - origins.Length + i].Add(
                    new ForecastCase(series.Head(origins[i]), series.Values.Slice(origins[i], Horizon).ToArray()));
        }

        var filled = windows.Where(window => window.Count > 0).Select(window => ((IReadOnlyList<ForecastCase>)window, 0)).ToList();
        return filled.Count > 0 ? filled : throw new DataException($"No series of {File} is longer than the horizon of {Horizon}.")
        {
            Code = "too-short", File = File, Hint = "Choose a shorter horizon.",
        };
    }

    private (IReadOnlyList<ForecastCase> Cases, int Unknown) Given(IReadOnlyList<TimeSeries> training, IReadOnlyList<TimeSeries> test)
    {
        var truth = test.ToDictionary(series => series.Key, StringComparer.Ordinal);
        var cases = training.Select(series => new ForecastCase(series, truth.Remove(series.Key, out var after) ? Aligned(series, after) : [])).ToList();
        return (cases, truth.Count);
    }

    /// <summary>What came on each step of the horizon, by time; NaN where nothing did.</summary>
    private double[] Aligned(TimeSeries training, TimeSeries test)
    {
        var end = training.Axis.Shift(training.Length);
        var offset = (test.Axis.Start - end.Start) / (end.Step == Step.Week ? 7 : 1);
        if (test.Axis.Step != end.Step || offset < 0)
            throw new DataException($"The test of the series '{training.Key}' begins at {test.Axis.Label(0)}; its training ends at {training.Axis.Label(training.Length - 1)}.")
            {
                Code = "test-not-after-training", File = TestFile, Hint = "Both files must have the same step, and the test must come after the training.",
            };
        var actual = new double[Math.Min(Horizon, offset + test.Length)];
        actual.AsSpan().Fill(double.NaN);
        for (var k = (int)Math.Min(offset, actual.Length); k < actual.Length; k++)
            actual[k] = test.Values[k - (int)offset];
        return actual;
    }

    /// <summary>What was known, and what came.</summary>
    private sealed record ForecastCase(TimeSeries Training, double[] Actual);
}
