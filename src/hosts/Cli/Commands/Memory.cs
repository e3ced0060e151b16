using System.Diagnostics;

namespace Kirana.Cli.Commands;

/// <summary>What the process has used.</summary>
internal static class Memory
{
    /// <summary>The largest resident memory so far, in megabytes (10⁶ bytes).</summary>
    public static double PeakMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Math.Round(process.PeakWorkingSet64 / 1e6, 1);
        }
    }
}
