using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Evaluation;
using Kirana.Numerics.Statistics;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>One table of every set: the automatic forecaster beside plain Theta, which it must not be worse than, and beside the best of R's methods.</summary>
internal static class AutoBesideTheta
{
    private static readonly (string Name, int[] Seasons, int Horizon, double BestOfR)[] Sets =
        [.. AutoCard.Sets, ("raf", [12], 12, double.NaN), ("tourism-hierarchical", [4], 8, double.NaN)];

    public static void Run(string folder)
    {
        Console.WriteLine("never-worse set n theta_mase auto_mase difference [95 %] theta_smape auto_smape best_of_r auto_cpu_ms_per_series verdict");
        foreach (var (name, seasons, horizon, best) in Sets)
        {
            var (training, future) = Read(folder, name, horizon);
            var (theta, _) = Scores("theta", training, future, seasons, horizon);
            var (auto, milliseconds) = Scores("auto", training, future, seasons, horizon);
            // A series that never moved has no scale.
            int[] known = [.. Enumerable.Range(0, theta.Length).Where(i => double.IsFinite(theta[i].Mase) && double.IsFinite(auto[i].Mase))];
            double[] ours = [.. known.Select(i => auto[i].Mase)], plain = [.. known.Select(i => theta[i].Mase)];
            var difference = Bootstrap.PairedDifference(ours, plain);
            Console.WriteLine($"never-worse {name} {known.Length} {plain.Average():F4} {ours.Average():F4} {difference.Estimate:F4} [{difference.Lower:F4}, {difference.Upper:F4}] "
                + $"{theta.Average(score => score.Smape):F3} {auto.Average(score => score.Smape):F3} {best:F3} {milliseconds:F1} {(difference.Estimate <= 0 ? "not worse" : "worse")}");
        }
    }

    private static (TimeSeries[] Training, double[][] Future) Read(string folder, string name, int horizon)
    {
        var train = Path.Combine(folder, $"{name}-train.csv");
        var held = name is "raf" ? LongFile.Read(Path.Combine(folder, "raf.csv.gz"))
            : name is "tourism-hierarchical" ? LongFile.ReadGroups(Path.Combine(folder, $"{name}.csv")) : null;
        if (held is not null)
            return ([.. held.Select(one => one.Head(one.Length - horizon))], [.. held.Select(one => one.Values[^horizon..].ToArray())]);
        var test = LongFile.Read(Path.Combine(folder, $"{name}-test.csv")).ToDictionary(one => one.Key, StringComparer.Ordinal);
        var training = LongFile.Read(File.Exists(train) ? train : train + ".gz").Where(one => test.ContainsKey(one.Key)).ToArray();
        return (training, Array.ConvertAll(training, one => test[one.Key].Values[..Math.Min(horizon, test[one.Key].Length)].ToArray()));
    }

    private static (SeriesScore[] Scores, double Milliseconds) Scores(string model, TimeSeries[] training, double[][] future, int[] seasons, int horizon)
    {
        var start = Environment.CpuUsage.TotalTime;
        var batch = new ForecastBatch { Learner = Forecasters.Create(model, seasons), Season = seasons[0], Horizon = horizon, Intervals = null }
            .Fit(training, FitContext.Default);
        var milliseconds = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / training.Length;
        return ([.. training.Select((one, i) => SeriesScore.Of(one, future[i], batch.Forecast(i, horizon), seasons[0]))], milliseconds);
    }
}
