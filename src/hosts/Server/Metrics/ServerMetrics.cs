using System.Collections.Concurrent;

namespace Kirana.Server.Metrics;

/// <summary>Measures the server while it runs: rings of latencies per route, commits, the process. Recording allocates nothing. Thread-safe.</summary>
public sealed class ServerMetrics
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ConcurrentDictionary<string, RouteMeter> _routes = new(StringComparer.Ordinal);
    private readonly ProcessorUse _processor;
    private readonly LatencyRing _commits;
    private readonly long[] _stored = new long[2 * LatencyRing.Seconds];
    private long _storedEver;
    private long _rejectedEver;
    private int _waiting;

    /// <summary>Creates metrics that begin now.</summary>
    /// <param name="clock">The clock.</param>
    internal ServerMetrics(TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _commits = new LatencyRing(clock);
        _processor = new ProcessorUse(clock);
    }

    /// <summary>How long the server has run.</summary>
    internal TimeSpan Uptime => _clock.GetElapsedTime(_start);

    /// <summary>The meters of all routes.</summary>
    internal IEnumerable<RouteMeter> Routes => _routes.Values;

    /// <summary>How long intakes took, from the body's end to the commit's.</summary>
    internal LatencyRing Commits => _commits;

    /// <summary>Records stored and refused since the start, and requests waiting for a commit.</summary>
    internal (long Stored, long Rejected, int Waiting) Intake => (Volatile.Read(ref _storedEver), Volatile.Read(ref _rejectedEver), Volatile.Read(ref _waiting));

    /// <summary>How the server is now.</summary>
    public ServerHealth Health()
    {
        var counts = new long[LatencyBuckets.Count];
        var routes = new List<RouteLatency>();
        foreach (var meter in _routes.Values)
        {
            var (count, errors, seconds) = meter.Latencies.LastMinute(counts);
            if (count > 0)
                routes.Add(new RouteLatency(meter.Route, count / seconds, LatencyBuckets.Quantile(counts, 0.5), LatencyBuckets.Quantile(counts, 0.95),
                    LatencyBuckets.Quantile(counts, 0.99), errors));
        }

        routes.Sort((a, b) => b.PerSecond.CompareTo(a.PerSecond) is var order and not 0 ? order : string.CompareOrdinal(a.Route, b.Route));
        var (_, _, over) = _commits.LastMinute(counts);
        return new ServerHealth(Uptime, _processor.Share(), Environment.WorkingSet / 1e6, GC.GetTotalMemory(forceFullCollection: false) / 1e6, GC.CollectionCount(2),
            StoredLastMinute() / over, LatencyBuckets.Quantile(counts, 0.5), LatencyBuckets.Quantile(counts, 0.99), Volatile.Read(ref _waiting), routes);
    }

    /// <summary>The meter of a route, made at the first call.</summary>
    /// <param name="route">The route's name.</param>
    internal RouteMeter Route(string route) => _routes.GetOrAdd(route, static (name, clock) => new RouteMeter(name, clock), _clock);

    /// <summary>Notes that a request waits for its commit.</summary>
    /// <returns>When it began, for <see cref="EndIntake"/>.</returns>
    internal long BeginIntake()
    {
        Interlocked.Increment(ref _waiting);
        return _clock.GetTimestamp();
    }

    /// <summary>Notes that a request waits no more.</summary>
    /// <param name="begun">When it began.</param>
    /// <param name="stored">Records stored.</param>
    /// <param name="rejected">Records refused.</param>
    /// <param name="failed">Whether the commit failed.</param>
    internal void EndIntake(long begun, long stored, long rejected, bool failed)
    {
        Interlocked.Decrement(ref _waiting);
        _commits.Record(_clock.GetElapsedTime(begun), failed);
        Interlocked.Add(ref _storedEver, stored);
        Interlocked.Add(ref _rejectedEver, rejected);
        // Pairs of a second and its count in one array; losing a count at a second's turn only blurs a rate for people to look at.
        var second = (long)Uptime.TotalSeconds;
        var slot = (int)(second % LatencyRing.Seconds) * 2;
        if (Interlocked.Exchange(ref _stored[slot], second) != second)
            Volatile.Write(ref _stored[slot + 1], 0);
        Interlocked.Add(ref _stored[slot + 1], stored);
    }

    /// <summary>Measures what the last minute's shares are made of; called about once a second.</summary>
    internal void Tick() => _processor.Sample();

    private long StoredLastMinute()
    {
        var now = (long)Uptime.TotalSeconds;
        long sum = 0;
        for (var slot = 0; slot < _stored.Length; slot += 2)
            if (Volatile.Read(ref _stored[slot]) > now - LatencyRing.Seconds)
                sum += Volatile.Read(ref _stored[slot + 1]);
        return sum;
    }
}
