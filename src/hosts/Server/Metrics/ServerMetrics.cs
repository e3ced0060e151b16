namespace Kirana.Server.Metrics;

/// <summary>Measures the server while it runs: rings of latencies per route, commits, the process. Recording allocates nothing. Thread-safe.</summary>
public sealed class ServerMetrics
{
    /// <summary>How the server is now.</summary>
    public ServerHealth Health() => throw new NotSupportedException();
}
