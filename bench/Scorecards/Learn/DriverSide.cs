using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>A peer that one of the peers' drivers runs and measures in a process of its own.</summary>
internal static class DriverSide
{
    /// <summary>The driver's figures, or <see langword="null"/> where it cannot run here.</summary>
    /// <param name="program">What runs the driver, such as <c>python3</c> or <c>dotnet</c>.</param>
    /// <param name="driver">The driver and its first words.</param>
    /// <param name="tables">The folder of the tables.</param>
    /// <param name="task">What to train.</param>
    public static Figures? Run(string program, string[] driver, string tables, LearnTask task) =>
        Lines(program, [.. driver, .. task.ToArguments().AsSpan(0, 4)], tables, task.Threads) is [var line, ..] ? Parse(line) : null;

    /// <summary>The lines of figures that a driver prints; none where it cannot run here.</summary>
    /// <param name="program">What runs the driver.</param>
    /// <param name="arguments">The driver and its arguments.</param>
    /// <param name="tables">The folder of the tables.</param>
    /// <param name="threads">The most threads to use.</param>
    public static string[] Lines(string program, string[] arguments, string tables, int threads)
    {
        var start = new ProcessStartInfo(program, [Path.GetFullPath(arguments[0]), .. arguments.AsSpan(1)])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(arguments[0])),
        };
        start.Environment["DATA"] = Path.GetFullPath(tables);
        start.Environment["OUT"] = Path.GetTempFileName();
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.Delete(start.Environment["OUT"]!);
        return process.ExitCode == 0 ? [.. output.Split('\n').Where(line => line.Contains('{', StringComparison.Ordinal))] : [];
    }

    /// <summary>The figures of one line.</summary>
    public static Figures Parse(string line)
    {
        using var json = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        double Number(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        var auc = Number("auc");
        return new Figures
        {
            TrainCpu = Number("train_cpu"), TrainWall = Number("train_s"), MemoryMegabytes = Number("over_data_mb"),
            BatchMicrosecondsPerRow = Number("pred_batch_cpu_us_row"), OneRowMicroseconds = Number("pred1_us"),
            Quality = double.IsNaN(auc) ? Number("rmse") : auc,
        };
    }
}
