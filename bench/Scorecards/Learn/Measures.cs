using System.Diagnostics;
using Kirana.Learn.Metrics;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Stopwatches and quality measures that both sides share.</summary>
internal static class Measures
{
    private const int Chunks = 50;
    private const int CallsPerChunk = 200;

    /// <summary>CPU and wall seconds of some work.</summary>
    public static (double Cpu, double Wall) Seconds(Action work)
    {
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        work();
        return ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(wall).TotalSeconds);
    }

    /// <summary>Microseconds of one call: the least mean of several chunks of calls, which pre-emption cannot spoil.</summary>
    /// <param name="call">Gets the number of the call.</param>
    public static double Call(Action<int> call)
    {
        var best = double.PositiveInfinity;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < CallsPerChunk; i++)
                call(chunk * CallsPerChunk + i);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsPerChunk);
        }

        return best;
    }

    /// <summary>The least CPU microseconds of three runs, divided by the rows.</summary>
    public static double PerRow(int rows, Action work) => Enumerable.Range(0, 3).Min(_ => Seconds(work).Cpu) * 1e6 / rows;

    public static double ResidentMegabytes() => Memory(process => process.WorkingSet64);

    public static double PeakMegabytes() => Memory(process => process.PeakWorkingSet64);

    public static double Quality(bool isBinary, float[] targets, ReadOnlySpan<double> predictions)
    {
        if (isBinary)
            return ThresholdCurve.Of(targets, predictions).RocArea();
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
            sum += (targets[i] - predictions[i]) * (targets[i] - predictions[i]);
        return Math.Sqrt(sum / targets.Length);
    }

    private static double Memory(Func<Process, long> figure)
    {
        using var process = Process.GetCurrentProcess();
        return figure(process) / (1024.0 * 1024);
    }
}
