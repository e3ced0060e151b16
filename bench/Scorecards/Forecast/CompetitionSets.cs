using Kirana.Data.Fitting;
using Kirana.Pipelines.Forecast;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Every forecaster on every competition set of the folder: accuracy, probabilistic scores, CPU a series.</summary>
internal static class CompetitionSets
{
    private static readonly (string Name, int[] Seasons, int Horizon)[] Sets =
    [
        ("tourism-yearly", [1], 4), ("tourism-quarterly", [4], 8), ("tourism-monthly", [12], 24), ("hospital", [12], 12),
        ("m4-hourly", [24], 48), ("m4-hourly", [24, 168], 48), ("carparts", [12], 12),
    ];

    public static void Run(string folder)
    {
        foreach (var (name, seasons, horizon) in Sets)
            foreach (var model in new[] { "naive", "seasonal-naive", "ses", "theta", "median", "ets", "arima" })
                Run(folder, name, seasons, horizon, model);
    }

    private static void Run(string folder, string name, int[] seasons, int horizon, string model)
    {
        var train = Path.Combine(folder, $"{name}-train.csv");
        var result = new ForecastFileEvaluation
        {
            File = File.Exists(train) ? train : train + ".gz", TestFile = Path.Combine(folder, $"{name}-test.csv"),
            Horizon = horizon, Seasons = seasons, Model = model,
        }.Run(FitContext.Default);
        var figures = string.Join(" ", new[] { "smape", "mase", "rmsse", "wql", "coverage" }
            .Select(metric => $"{metric}={result.Metrics[metric].Estimate:F4}±{(result.Metrics[metric].Upper - result.Metrics[metric].Lower) / 2:F4}"));
        Console.WriteLine($"{name} seasons={string.Join('+', seasons)} {model} n={result.Series} scored={result.Scored} {figures} "
            + $"cpu_us_per_series={result.Seconds.Cpu / result.Series * 1e6:F0} failed={result.Failed}");
    }
}
