using System.Diagnostics;

namespace Kirana.Pipelines.Recommend;

/// <summary>Measures a piece of work: wall seconds and the process's CPU seconds since it was started.</summary>
internal readonly struct WorkMeter
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly TimeSpan _cpu;

    private WorkMeter(TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _cpu = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Wall seconds so far.</summary>
    public double Wall => _clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>CPU seconds of all threads so far.</summary>
    public double Cpu => (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds;

    /// <summary>The largest resident memory of the process so far, in megabytes (10⁶ bytes).</summary>
    public static double PeakMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Begins to measure.</summary>
    /// <param name="clock">The clock for wall time.</param>
    public static WorkMeter Start(TimeProvider clock) => new(clock);
}
