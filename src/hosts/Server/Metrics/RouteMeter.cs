namespace Kirana.Server.Metrics;

/// <summary>Counts the answers of one route.</summary>
/// <param name="route">The route's name, such as <c>GET /v1/recommendations</c>.</param>
/// <param name="clock">The clock.</param>
internal sealed class RouteMeter(string route, TimeProvider clock)
{
    private const int FirstStatus = 100;
    private const int Statuses = 500;

    private readonly long[] _byStatus = new long[Statuses];

    /// <summary>The route's name.</summary>
    public string Route { get; } = route;

    /// <summary>How long answers took.</summary>
    public LatencyRing Latencies { get; } = new(clock);

    /// <summary>Counts one answer.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="status">Its status.</param>
    public void Record(TimeSpan elapsed, int status)
    {
        Latencies.Record(elapsed, status >= 500);
        if ((uint)(status - FirstStatus) < Statuses)
            Interlocked.Increment(ref _byStatus[status - FirstStatus]);
    }

    /// <summary>How often each status was answered, those never answered left out.</summary>
    public IEnumerable<(int Status, long Count)> ByStatus()
    {
        for (var i = 0; i < Statuses; i++)
            if (Volatile.Read(ref _byStatus[i]) is > 0 and var count)
                yield return (i + FirstStatus, count);
    }
}
