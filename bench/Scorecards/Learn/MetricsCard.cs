using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kirana.Learn.Metrics;
using Kirana.Numerics.Random;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Metrics of a million rows beside scikit-learn's, in CPU seconds at one thread, in turn.</summary>
internal static class MetricsCard
{
    private const int Rows = 1_000_000;

    /// <summary>Prints the card; without the peers' folder our side alone.</summary>
    public static void Run(LearnOptions options)
    {
        var random = new RandomStream(1);
        var (truths, scores) = (new float[Rows], new double[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            // As in the peers' driver: 30 % positive, probabilities of four digits.
            truths[row] = random.NextDouble() < 0.3 ? 1 : 0;
            scores[row] = Math.Clamp(Math.Round(0.3 + 0.2 * random.NextGaussian() + 0.2 * truths[row], 4), 1e-4, 1 - 1e-4);
        }

        var own = new (string Name, Func<double> Metric)[]
        {
            ("roc_auc", () => ThresholdCurve.Of(truths, scores).RocArea()),
            ("average_precision", () => ThresholdCurve.Of(truths, scores).AveragePrecision()),
            ("brier", () => ProbabilityLoss.Brier(truths, scores)),
            ("log_loss", () => ProbabilityLoss.Log(truths, scores)),
            ("calibration", () => CalibrationCurve.OfEqualWidth(truths, scores).ExpectedError),
        };
        var turns = new List<(double[] Ours, Dictionary<string, double>? Theirs)>();
        for (var turn = 0; turn < options.Turns; turn++)
            turns.Add(([.. own.Select(metric => Measures.Seconds(() => metric.Metric()).Cpu)], Peer(options)));
        for (var i = 0; i < own.Length; i++)
        {
            var ours = Median(turns.Select(turn => turn.Ours[i]));
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{own[i].Name,-20} Kirana {1e3 * ours,8:0.0} ms"));
            var both = turns.Where(turn => turn.Theirs is not null).Select(turn => (Ours: turn.Ours[i], Theirs: turn.Theirs![own[i].Name])).ToArray();
            Console.WriteLine(both.Length == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $"   scikit-learn {1e3 * Median(both.Select(turn => turn.Theirs)),8:0.0} ms   ours/theirs {Median(both.Select(turn => turn.Ours / turn.Theirs)):0.000}"));
        }
    }

    private static Dictionary<string, double>? Peer(LearnOptions options)
    {
        if (options.Peers is null)
            return null;
        var start = new ProcessStartInfo(options.Python, [Path.GetFullPath(Path.Combine(options.Peers, "neural.py")), "metrics"])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        };
        start.Environment["OUT"] = "/dev/null";
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        const string Prefix = "sklearn-metric-";
        return process.ExitCode != 0 ? null : lines.Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(
            line => line.GetProperty("trainer").GetString()![Prefix.Length..], line => line.GetProperty("train_cpu").GetDouble(), StringComparer.Ordinal);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : double.NaN;
}
