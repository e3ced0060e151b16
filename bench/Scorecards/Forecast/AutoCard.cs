using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Evaluation;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>What each cost tier of the automatic forecaster gives and costs beside plain Theta and the best of R's methods, and whether intervals
/// of 80 % and 95 % hold: on the test, and on the training part with its last horizon held out, by which methods are to be chosen.</summary>
internal static class AutoCard
{
    // The best of R's methods on each set, as the peers' driver scored them.
    internal static readonly (string Name, int[] Seasons, int Horizon, double BestOfR)[] Sets =
    [
        ("tourism-yearly", [1], 4, 2.730), ("tourism-quarterly", [4], 8, 1.586), ("tourism-monthly", [12], 24, 1.487), ("hospital", [12], 12, 0.762),
        ("m4-hourly", [24, 168], 48, 1.193), ("carparts", [12], 12, 1.155),
    ];

    private static readonly double[] Levels = [0.025, 0.1, 0.5, 0.9, 0.975];

    public static void Run(string folder)
    {
        foreach (var (name, seasons, horizon, best) in Sets)
        {
            var path = Path.Combine(folder, $"{name}-train.csv");
            var training = LongFile.Read(File.Exists(path) ? path : path + ".gz");
            var test = LongFile.Read(Path.Combine(folder, $"{name}-test.csv")).ToDictionary(series => series.Key, StringComparer.Ordinal);
            var known = training.Where(series => test.ContainsKey(series.Key)).ToArray();
            var longer = training.Where(series => series.Length > horizon + 3).ToArray();
            foreach (var model in new[] { "theta", "median", "auto-fast", "auto", "auto-mean", "auto-thorough" })
            {
                Score(name, "test", model, seasons, horizon, best, known, Truth);
                Score(name, "held-out", model, seasons, horizon, double.NaN, [.. longer.Select(series => series.Head(series.Length - horizon))],
                    [.. longer.Select(series => series.Values[^horizon..].ToArray())]);
            }

            Score(name, "test", "auto-fast", seasons, horizon, best, known, Truth, streamed: true);

            double[] Truth(TimeSeries series) => test[series.Key].Values[..Math.Min(horizon, test[series.Key].Length)].ToArray();
        }
    }

    private static void Score(
        string set, string part, string model, int[] seasons, int horizon, double best, TimeSeries[] training, Func<TimeSeries, double[]> future, bool streamed = false) =>
        Score(set, part, model, seasons, horizon, best, training, Array.ConvertAll(training, series => future(series)), streamed);

    private static void Score(
        string set, string part, string model, int[] seasons, int horizon, double best, TimeSeries[] training, double[][] future, bool streamed = false)
    {
        var start = Environment.CpuUsage.TotalTime;
        var learner = new ForecastBatch { Learner = Forecasters.Create(model, seasons), Season = seasons[0], Horizon = horizon };
        var batch = streamed ? CalibratedBatch.Of(learner, training, FitContext.Default).Fit(training, FitContext.Default) : learner.Fit(training, FitContext.Default);
        var scores = new SeriesScore[training.Length];
        var (eighty, ninetyFive, forecasts, sales) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            var forecast = batch.Forecast(i, horizon, Levels);
            forecasts += forecast.Mean.AsSpan(0, future[i].Length).ToArray().Sum();
            sales += future[i].Where(double.IsFinite).Sum();
            scores[i] = SeriesScore.Of(training[i], future[i], forecast, seasons[0]);
            eighty += QuantileErrors.Coverage(future[i], forecast.Quantiles[1], forecast.Quantiles[3]) / scores.Length;
            ninetyFive += QuantileErrors.Coverage(future[i], forecast.Quantiles[0], forecast.Quantiles[4]) / scores.Length;
        }

        var summary = ScoreSummary.Of(scores);
        var milliseconds = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / scores.Length;
        Console.WriteLine($"auto {set} {part} {model}{(streamed ? "-streamed" : "")} mase={summary["mase"].Estimate:F4} smape={summary["smape"].Estimate:F3} wql={summary["wql"].Estimate:F4} "
            + $"bias={forecasts / sales - 1:F3} cover80={eighty:F3} cover95={ninetyFive:F3} cpu_ms_per_series={milliseconds:F2} best_of_r={best:F3}");
    }
}
