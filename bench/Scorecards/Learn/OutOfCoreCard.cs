using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Boosting of generated rows that stay in files, beside the same rows in memory: each in a process of its own.</summary>
internal static class OutOfCoreCard
{
    /// <param name="BinCpu">CPU seconds until the rows are binned, without making them.</param>
    /// <param name="TrainCpu">CPU seconds of all trees.</param>
    /// <param name="Wall">Seconds of both.</param>
    /// <param name="TrainWall">Seconds of all trees.</param>
    /// <param name="PeakMegabytes">The peak of resident memory.</param>
    /// <param name="Model">The hash of the model's bytes.</param>
    private sealed record Side(double BinCpu, double TrainCpu, double Wall, double TrainWall, double PeakMegabytes, string Model);

    public static void Run(LearnOptions options)
    {
        foreach (var rows in options.StreamRows)
        {
            var turns = Enumerable.Range(0, options.Turns).Select(_ => (Memory: Start(options, "memory", rows), Files: Start(options, "files", rows))).ToArray();
            foreach (var (memory, files) in turns)
            {
                Print(options, rows, "memory", memory, memory);
                Print(options, rows, "files", files, memory);
                Console.WriteLine($"  the model's bytes are {(string.Equals(memory?.Model, files?.Model, StringComparison.Ordinal) ? "the same" : "NOT the same")}");
            }
        }
    }

    /// <summary>One side, in this process.</summary>
    public static int RunOne(ReadOnlySpan<string> arguments)
    {
        int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        var (side, rows, folder) = (arguments[0], Number(arguments[1]), arguments[5]);
        var learner = new GradientBoosting { Trees = Number(arguments[2]), Leaves = Number(arguments[3]), Objective = Objective.Logistic };
        var progress = new Watch();
        var context = new FitContext { Threads = Number(arguments[4]), Progress = progress };
        using var stream = new HiggsStream(rows);
        var table = side is "memory" ? Gather(stream, rows) : null;
        var made = stream.Spent;
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var model = table is null ? learner.Fit(stream, folder, context) : learner.Fit(table, context);
        var elapsed = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        var path = Path.GetTempFileName();
        model.Save(path);
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        File.Delete(path);
        Console.WriteLine(JsonSerializer.Serialize(new Side(
            (progress.Binned.Cpu - cpu).TotalSeconds - (stream.Spent.Cpu - made.Cpu), (Environment.CpuUsage.TotalTime - progress.Binned.Cpu).TotalSeconds,
            elapsed - (stream.Spent.Wall - made.Wall), Stopwatch.GetElapsedTime(progress.Binned.Wall).TotalSeconds, Measures.PeakMegabytes(), hash)));
        return 0;
    }

    private static TabularData Gather(HiggsStream stream, int rows)
    {
        float[][]? columns = null;
        string[] names = [];
        for (var at = 0; stream.TryRead(out var batch); at += batch.RowCount)
        {
            names = [.. batch.Table.Columns.Select(column => column.Name)];
            columns ??= [.. names.Select(_ => new float[rows])];
            for (var c = 0; c < columns.Length; c++)
                ((NumberColumn)batch.Table.Columns[c]).Singles.CopyTo(columns[c].AsSpan(at));
        }

        return new TabularData(new Table(columns!.Select((values, c) => new NumberColumn(names[c], values))), "target");
    }

    private static Side? Start(LearnOptions options, string side, int rows)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        var start = OwnProcess.With(["learn", "stream", side, Text(rows), Text(options.StreamTrees), Text(options.StreamLeaves), Text(options.StreamThreads), options.Tables]);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Side>(output) : null;
    }

    private static void Print(LearnOptions options, int rows, string name, Side? side, Side? memory)
    {
        if (side is null)
        {
            Console.WriteLine($"{rows} rows, {name}: failed");
            return;
        }

        double Ratio(Func<Side, double> figure) => memory is null ? double.NaN : figure(side) / figure(memory);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows} rows {options.StreamTrees}×{options.StreamLeaves} T{options.StreamThreads} {name,-6} bins {side.BinCpu:0.00} s CPU ({Ratio(s => s.BinCpu):0.00}), trees {side.TrainCpu:0.00} s CPU ({Ratio(s => s.TrainCpu):0.00}), together {Ratio(s => s.BinCpu + s.TrainCpu):0.00}; wall {side.Wall:0.0} s ({Ratio(s => s.Wall):0.00}), of it trees {side.TrainWall:0.0} s ({Ratio(s => s.TrainWall):0.00}); peak {side.PeakMegabytes:0} MiB"));
    }

    private sealed class Watch : IProgress<FitProgress>
    {
        public (TimeSpan Cpu, long Wall) Binned { get; private set; }

        public void Report(FitProgress value)
        {
            if (value.Stage is "bins" && value.Done == value.Total)
                Binned = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        }
    }
}
