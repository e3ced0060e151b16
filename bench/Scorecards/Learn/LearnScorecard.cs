using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Gradient boosting beside LightGBM, XGBoost, scikit-learn and ML.NET on generated tables: every trainer in a process of its own, in turn.</summary>
/// <remarks>A figure is the median over the turns of the ratio of the two sides of one turn, so that a machine that slows down slows both.
/// CPU seconds are compared at one thread, wall seconds at more.</remarks>
internal static class LearnScorecard
{
    public const int ShapRows = 2_000;

    private const string Usage =
        "Usage: learn TABLES_FOLDER [--peers FOLDER] [--lightgbm LIBRARY] [--python PATH] [--mlnet DRIVER.dll] [--turns 5] [--seeds 11,12,13,14,15] [--what train,bin,memory,predict,shap,small,quality]; --what forest,metrics,svm,linear,mlp; --what out-of-core [--rows 1000000,30000000] [--trees 20] [--leaves 255] [--threads 1] needs no tables, only a folder for scratch files";

    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Prints the card. Tables are those of the peers' generator; a table or peer that is missing is named and left out.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is ["one", var folder, var side, .. { Length: 5 } task, var library, var extra])
            return RunOne(folder, side, LearnTask.Parse(task), library, extra);
        if (arguments is ["stream", .. { Length: 6 } stream])
            return OutOfCoreCard.RunOne(stream);
        if (arguments.Length == 0 || !Directory.Exists(arguments[0]))
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var options = new LearnOptions(arguments);
        foreach (var what in options.What)
            Run(what, options);
        return 0;
    }

    private static void Run(string what, LearnOptions options)
    {
        const string Higgs = "higgslike";
        switch (what)
        {
            case "train":
                Compare(options, new LearnTask(Higgs, 1, 20, 255), "force_row_wise=true", true, ("train", f => f.TrainCpu));
                Compare(options, new LearnTask(Higgs, 1, 20, 255), "force_row_wise=true use_quantized_grad=true", false, ("train, quantised peer", f => f.TrainCpu));
                Compare(options, new LearnTask(Higgs, 2, 20, 255), "force_row_wise=true", false, ("train", f => f.TrainWall));
                Compare(options, new LearnTask("wide100", 1, 30, 63, IsRepeated: true), "", true, ("train", f => f.TrainCpu), ("train again", f => f.AgainCpu));
                Compare(options, new LearnTask("a9a", 1, 100, 31, IsRepeated: true), "", true, ("train", f => f.TrainCpu), ("train again", f => f.AgainCpu));
                break;
            case "bin":
                Compare(options, new LearnTask(Higgs, 1, 1, 2), "force_row_wise=true", false, ("bin", f => f.BinCpu));
                break;
            case "memory":
                Compare(options, new LearnTask(Higgs, 1, 20, 255), "force_row_wise=true", true, ("memory", f => f.MemoryMegabytes));
                break;
            case "predict":
                Compare(options, new LearnTask($"{Higgs}:200000", 1, 50, 63), "force_row_wise=true", true,
                    ("one row", f => f.OneRowMicroseconds), ("batch, per row", f => f.BatchMicrosecondsPerRow), ("one row, bytes", f => f.OneRowBytes));
                Compare(options, new LearnTask($"{Higgs}:200000", 1, 20, 255), "force_row_wise=true", false,
                    ("one row", f => f.OneRowMicroseconds), ("batch, per row", f => f.BatchMicrosecondsPerRow));
                break;
            case "shap":
                Compare(options, new LearnTask($"{Higgs}:200000", 1, 50, 63, WithShap: true), "force_row_wise=true", false, ("TreeSHAP, per row", f => f.ShapMicrosecondsPerRow));
                break;
            case "small":
                Compare(options, new LearnTask($"{Higgs}:2000", 1, 100, 31), "force_row_wise=true", false, ("train", f => f.TrainWall));
                Compare(options, new LearnTask($"{Higgs}:2000", 2, 100, 31), "force_row_wise=true", false, ("train", f => f.TrainWall));
                break;
            case "quality":
                QualityCard.Run(options);
                break;
            case "forest":
                ForestCard.Run(options);
                break;
            case "metrics":
                MetricsCard.Run(options);
                break;
            case "svm":
                SupportVectorCard.Run(options);
                break;
            case "linear":
                LinearCard.Run(options);
                break;
            case "mlp":
                NetworkCard.Run(options);
                break;
            case "out-of-core":
                OutOfCoreCard.Run(options);
                break;
            default:
                Console.Error.WriteLine($"There is no '{what}' on this card. {Usage}");
                break;
        }
    }

    private static void Compare(LearnOptions options, LearnTask task, string extra, bool withDrivers, params (string Name, Func<Figures, double> Figure)[] figures)
    {
        if (!PeerTable.Exists(options.Tables, task.Table))
        {
            Console.WriteLine($"{task.Table}: not found");
            return;
        }

        List<(string Name, Func<Figures?> Run)> peers = [];
        if (options.LightGbm is not null)
            peers.Add(("LightGBM", () => InProcess(options, "lightgbm", task, extra)));
        if (withDrivers && options.Peers is not null)
            peers.AddRange(new[] { ("XGBoost", "xgb.py"), ("scikit-learn", "hgb.py") }
                .Select(p => (p.Item1, (Func<Figures?>)(() => DriverSide.Run(options.Python, [Path.Combine(options.Peers, p.Item2)], options.Tables, task)))));

        if (withDrivers && options.MlNet is not null)
            peers.Add(("ML.NET", () => DriverSide.Run("dotnet", [options.MlNet, "fasttree"], options.Tables, task)));

        var turns = new List<(Figures Ours, Figures?[] Theirs)>();
        for (var turn = 0; turn < options.Turns; turn++)
            turns.Add((InProcess(options, "kirana", task, extra) ?? throw new InvalidOperationException("Our own side failed."), [.. peers.Select(peer => peer.Run())]));
        var heading = string.Create(CultureInfo.InvariantCulture, $"{task.Table} {task.Trees}×{task.Leaves} T{task.Threads}");
        foreach (var (name, figure) in figures)
        {
            Print(heading, name, "Kirana", [.. turns.Select(t => figure(t.Ours))], []);
            for (var peer = 0; peer < peers.Count; peer++)
            {
                var found = turns.Where(t => t.Theirs[peer] is not null).ToArray();
                if (found.Length == 0)
                    Console.WriteLine($"{heading,-28} {name,-22} {peers[peer].Name,-13} not found");
                else
                    Print(heading, name, peers[peer].Name, [.. found.Select(t => figure(t.Theirs[peer]!))], [.. found.Select(t => figure(t.Ours) / figure(t.Theirs[peer]!))]);
            }
        }

        if (options.LightGbm is null)
            Console.WriteLine($"{heading,-28} LightGBM not found: give the path of its native library");
    }

    private static void Print(string heading, string name, string trainer, double[] values, double[] ratios)
    {
        if (Array.TrueForAll(values, double.IsNaN))
            return;
        string Join(double[] numbers) => string.Join(' ', numbers.Select(n => n.ToString("0.000##", CultureInfo.InvariantCulture)));
        var ratio = ratios.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  ours/theirs {Median(ratios):0.000} ({Join(ratios)})");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{heading,-28} {name,-22} {trainer,-13} {Median(values),9:0.000##}{ratio}"));
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static int RunOne(string folder, string side, LearnTask task, string library, string extra)
    {
        var table = new PeerTable(folder, task.Table);
        var figures = side switch
        {
            "kirana" => KiranaSide.Run(table, task, extra),
            "forest" => ForestSide.Run(table, task, ulong.Parse(extra, CultureInfo.InvariantCulture)),
            _ => LightGbmSide.Run(table, task, library, extra),
        };
        Console.WriteLine(JsonSerializer.Serialize(figures, s_json));
        return 0;
    }

    /// <summary>One side in a process of its own; <see langword="null"/> where it failed.</summary>
    public static Figures? InProcess(LearnOptions options, string side, LearnTask task, string extra)
    {
        var start = OwnProcess.With(["learn", "one", options.Tables, side, .. task.ToArguments(), options.LightGbm ?? "", extra]);
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Figures>(output, s_json) : null;
    }
}
