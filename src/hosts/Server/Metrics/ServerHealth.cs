namespace Kirana.Server.Metrics;

/// <summary>How the server is at a moment; rates are over the last minute.</summary>
/// <param name="Uptime">How long it has run.</param>
/// <param name="CpuShare">CPU used, as a share of all cores, 0 to 1.</param>
/// <param name="ResidentMegabytes">Memory of the process.</param>
/// <param name="HeapMegabytes">Memory of managed objects.</param>
/// <param name="Collections">Garbage collections of the oldest generation since the start.</param>
/// <param name="EventsPerSecond">Records stored a second.</param>
/// <param name="CommitMedian">Milliseconds half of the requests with records waited for their commit at most, from the body's end.</param>
/// <param name="CommitP99">Milliseconds 99 % of them waited at most.</param>
/// <param name="Waiting">Requests waiting for a commit.</param>
/// <param name="Routes">The routes asked in the last minute, the busiest first.</param>
public sealed record ServerHealth(
    TimeSpan Uptime, double CpuShare, double ResidentMegabytes, double HeapMegabytes, long Collections, double EventsPerSecond,
    double CommitMedian, double CommitP99, int Waiting, IReadOnlyList<RouteLatency> Routes);
