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
    public static Figures? Run(string program, string[] driver, string tables, LearnTask task)
    {
        var threads = task.Threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program, [Path.GetFullPath(driver[0]), .. driver.AsSpan(1), .. task.ToArguments().AsSpan(0, 4)])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(driver[0])),
        };
        start.Environment["DATA"] = Path.GetFullPath(tables);
        start.Environment["OUT"] = Path.GetTempFileName();
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        start.Environment["OMP_NUM_THREADS"] = threads;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.Delete(start.Environment["OUT"]!);
        return process.ExitCode == 0 ? Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]) : null;
    }

    private static Figures Parse(string output)
    {
        using var json = JsonDocument.Parse(output);
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
