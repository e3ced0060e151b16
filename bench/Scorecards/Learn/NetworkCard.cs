using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Learn.Networks;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>The multilayer perceptron 100-256-128-1 beside PyTorch's, five epochs in batches of 256, in CPU seconds at one thread, in turn, with the losses both reach.</summary>
/// <remarks>Both follow one recipe: standardised features and target, weights and biases uniform in ±1/√inputs, steps with momentum 0.9 at a rate of 0.05 along the
/// gradient of the mean squared error, which is 0.1 along that of its half, ours. Where the peer leaves out 160 rows of each epoch, which fill no batch, ours leave out the last of the table. Each turn
/// has a seed of its own on both sides. Losses are mean squared errors of the training rows in units of the target's variance.</remarks>
internal static class NetworkCard
{
    private const int BatchRows = 256;

    /// <summary>Runs the driver with another seed of its weights and of the order of rows.</summary>
    private const string Seeded = """
        import sys,os,runpy,torch
        own,seed,G=torch.manual_seed,int(sys.argv[3]),torch.Generator
        class Order:
            def manual_seed(self,_): return G().manual_seed(seed)
        torch.manual_seed,torch.Generator=lambda _: own(seed),Order
        sys.path.insert(0,os.path.dirname(sys.argv[1])); sys.argv=sys.argv[1:3]; runpy.run_path(sys.argv[0],run_name='__main__')
        """;

    /// <summary>Prints the card.</summary>
    public static void Run(LearnOptions options)
    {
        if (!PeerTable.Exists(options.Tables, "wide100"))
        {
            Console.WriteLine("wide100: not found");
            return;
        }

        var table = new PeerTable(options.Tables, "wide100");
        var data = table.Train().Take([.. Enumerable.Range(0, table.Rows / BatchRows * BatchRows)]);
        var (targets, rows) = (table.TrainTargets(), table.TrainMatrix());
        var mean = targets.Average(y => (double)y);
        var variance = targets.Average(y => (y - mean) * (y - mean));
        var learner = new MultilayerPerceptron { Hidden = [256, 128], WeightStart = WeightStart.InverseRoot, Optimizer = NetworkOptimizer.Momentum, LearningRate = 0.1, BatchRows = BatchRows, Epochs = 5 };
        var (ratios, losses, goals, predictions) = (new List<double>(), new List<double>(), new List<double>(), new float[targets.Length]);
        // What is compiled in a first run is not of the method.
        (learner with { Epochs = 1 }).Fit(data, new FitContext { Threads = 1 });
        for (var turn = 0; turn < options.Turns; turn++)
        {
            var (model, context) = ((FeedforwardNetwork)null!, new FitContext { Threads = 1, Seed = 7 + (ulong)turn });
            var own = Measures.Seconds(() => model = learner.Fit(data, context)).Cpu;
            model.Predict(rows, predictions);
            var loss = 0.0;
            for (var i = 0; i < targets.Length; i++)
                loss += (predictions[i] - (double)targets[i]) * (predictions[i] - targets[i]) / variance / targets.Length;
            var (theirs, goal) = Peer(options, 7 + turn);
            ratios.Add(own / theirs);
            losses.Add(loss);
            goals.Add(goal);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"wide100 100-256-128-1: Kirana {own:0.00} s, loss {loss:0.00000}; PyTorch {theirs:0.00} s, loss {goal:0.00000}; ours/theirs {own / theirs:0.000}, losses {loss / goal:0.000}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wide100 100-256-128-1: median ours/theirs {ratios.Order().ElementAt(ratios.Count / 2):0.000}; mean losses {losses.Average():0.00000} and {goals.Average():0.00000}, ours/theirs {losses.Average() / goals.Average():0.000}"));
    }

    private static (double Seconds, double Loss) Peer(LearnOptions options, int seed)
    {
        if (options.Peers is null)
            return (double.NaN, double.NaN);
        var start = new ProcessStartInfo(options.Python, ["-c", Seeded, Path.Combine(Path.GetFullPath(options.Peers), "neural.py"), "mlp", seed.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardOutput = true };
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
