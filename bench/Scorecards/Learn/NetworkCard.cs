using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Learn.Networks;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>The multilayer perceptron 100-256-128-1 beside PyTorch's, five epochs in batches of 256 with momentum, in CPU seconds at one thread, in turn, with the losses both reach.</summary>
/// <remarks>Half the peer's loss is ours, so that its rate of 0.05 is 0.1 here. Both losses are mean squared errors of the training rows in units of the target's variance.</remarks>
internal static class NetworkCard
{
    /// <summary>Prints the card.</summary>
    public static void Run(LearnOptions options)
    {
        if (!PeerTable.Exists(options.Tables, "wide100"))
        {
            Console.WriteLine("wide100: not found");
            return;
        }

        var table = new PeerTable(options.Tables, "wide100");
        var (data, targets, rows) = (table.Train(), table.TrainTargets(), table.TrainMatrix());
        var mean = targets.Average(y => (double)y);
        var variance = targets.Average(y => (y - mean) * (y - mean));
        var learner = new MultilayerPerceptron { Hidden = [256, 128], Optimizer = NetworkOptimizer.Momentum, LearningRate = 0.1, BatchRows = 256, Epochs = 5 };
        var (context, ratios, predictions) = (new FitContext { Threads = 1, Seed = 7 }, new List<double>(), new float[targets.Length]);
        // What is compiled in a first run is not of the method.
        (learner with { Epochs = 1 }).Fit(data, context);
        for (var turn = 0; turn < options.Turns; turn++)
        {
            FeedforwardNetwork model = null!;
            var own = Measures.Seconds(() => model = learner.Fit(data, context)).Cpu;
            model.Predict(rows, predictions);
            var loss = 0.0;
            for (var i = 0; i < targets.Length; i++)
                loss += (predictions[i] - (double)targets[i]) * (predictions[i] - targets[i]) / variance / targets.Length;
            var (theirs, goal) = Peer(options);
            ratios.Add(own / theirs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"wide100 100-256-128-1: Kirana {own:0.00} s, loss {loss:0.00000}; PyTorch {theirs:0.00} s, loss {goal:0.00000}; ours/theirs {own / theirs:0.000}, losses {loss / goal:0.000}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wide100 100-256-128-1: median ours/theirs {ratios.Order().ElementAt(ratios.Count / 2):0.000}"));
    }

    private static (double Seconds, double Loss) Peer(LearnOptions options)
    {
        if (options.Peers is null)
            return (double.NaN, double.NaN);
        var start = new ProcessStartInfo(options.Python, [Path.Combine(Path.GetFullPath(options.Peers), "neural.py"), "mlp"]) { UseShellExecute = false, RedirectStandardOutput = true };
        (start.Environment["DATA"], start.Environment["OUT"], start.Environment["OMP_NUM_THREADS"]) = (Path.GetFullPath(options.Tables), "/dev/null", "1");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            return (double.NaN, double.NaN);
        using var peer = JsonDocument.Parse(output);
        return (peer.RootElement.GetProperty("train_cpu").GetDouble(), peer.RootElement.GetProperty("train_mse_standardised").GetDouble());
    }
}
