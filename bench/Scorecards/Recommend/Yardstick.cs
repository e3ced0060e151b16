using System.Diagnostics;
using System.Text.Json;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>The unit of CPU figures: a fixed dense and a fixed sparse job by a script that prints <c>{"unit_s": …}</c>.</summary>
internal static class Yardstick
{
    /// <summary>Runs the script and returns the CPU seconds of one unit; NaN without a script.</summary>
    public static double Measure(string? script, string python)
    {
        if (script is null)
            return double.NaN;
        using var process = Process.Start(new ProcessStartInfo(python, [script]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{python} cannot be started.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("unit_s").GetDouble();
    }
}
