using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kirana.Bench.Load.Latency;

/// <summary>Waits for moments as exactly as can be done without burning the processor that the server needs.</summary>
internal static class Clock
{
    /// <summary>Waits until a moment; on Linux and macOS it is met to within a tenth of a millisecond on a quiet machine.</summary>
    /// <param name="moment">The moment, as <see cref="Stopwatch.GetTimestamp"/> tells.</param>
    public static void WaitUntil(long moment)
    {
        for (var left = moment - Stopwatch.GetTimestamp(); left > 0; left = moment - Stopwatch.GetTimestamp())
        {
            var microseconds = left * 1_000_000 / Stopwatch.Frequency;
            // Timers of the library have a grain of a millisecond, which is a third of the time between requests.
            if (OperatingSystem.IsWindows() || microseconds < 30)
                Thread.Yield();
            else
                _ = Sleep((uint)Math.Min(microseconds, 500_000));
        }
    }

    /// <summary>A span of time in ticks of <see cref="Stopwatch"/>.</summary>
    /// <param name="seconds">The span.</param>
    public static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    [DllImport("libc", EntryPoint = "usleep")]
    private static extern int Sleep(uint microseconds);
}
