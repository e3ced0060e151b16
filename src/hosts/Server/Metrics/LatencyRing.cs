namespace Kirana.Server.Metrics;

/// <summary>Latencies of the last minute, second by second, and of all time. Recording allocates nothing. Thread-safe.</summary>
/// <param name="clock">The clock.</param>
internal sealed class LatencyRing(TimeProvider clock)
{
    /// <summary>The seconds that are looked back.</summary>
    public const int Seconds = 60;

    // More slots than seconds, a power of two: a slot is cleared long after it was last read.
    private const int Slots = 64;

    private readonly Lock _turning = new();
    private readonly long[] _secondOf = [.. Enumerable.Repeat(-1L, Slots)];
    private readonly int[] _counts = new int[Slots * LatencyBuckets.Count];
    private readonly int[] _errors = new int[Slots];
    private readonly long[] _ever = new long[LatencyBuckets.Count];
    private readonly long _start = clock.GetTimestamp();
    private long _microsecondsEver;

    /// <summary>How often each bucket was ever hit.</summary>
    public ReadOnlySpan<long> Ever => _ever;

    /// <summary>The sum of all durations ever, in microseconds.</summary>
    public long MicrosecondsEver => Volatile.Read(ref _microsecondsEver);

    /// <summary>Counts one duration.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="isError">Whether it failed.</param>
    public void Record(TimeSpan elapsed, bool isError)
    {
        var microseconds = elapsed.Ticks / TimeSpan.TicksPerMicrosecond;
        var bucket = LatencyBuckets.Of(microseconds);
        var slot = Turn(Now());
        Interlocked.Increment(ref _counts[(slot * LatencyBuckets.Count) + bucket]);
        Interlocked.Increment(ref _ever[bucket]);
        Interlocked.Add(ref _microsecondsEver, microseconds);
        if (isError)
            Interlocked.Increment(ref _errors[slot]);
    }

    /// <summary>Adds up the last minute.</summary>
    /// <param name="counts">Receives how often each bucket was hit.</param>
    /// <returns>How many durations there were, how many of them failed, and over how many seconds.</returns>
    public (long Count, long Errors, double Seconds) LastMinute(Span<long> counts)
    {
        counts.Clear();
        var now = Now();
        long total = 0, errors = 0;
        for (var slot = 0; slot < Slots; slot++)
        {
            var second = Volatile.Read(ref _secondOf[slot]);
            if (second < 0 || second <= now - Seconds)
                continue;
            errors += Volatile.Read(ref _errors[slot]);
            for (var bucket = 0; bucket < LatencyBuckets.Count; bucket++)
            {
                var count = Volatile.Read(ref _counts[(slot * LatencyBuckets.Count) + bucket]);
                counts[bucket] += count;
                total += count;
            }
        }

        return (total, errors, Math.Clamp(clock.GetElapsedTime(_start).TotalSeconds, 1, Seconds));
    }

    private long Now() => (long)clock.GetElapsedTime(_start).TotalSeconds;

    // The first one of a second empties the slot of a minute ago; the others wait for it.
    private int Turn(long second)
    {
        var slot = (int)(second & (Slots - 1));
        if (Volatile.Read(ref _secondOf[slot]) == second)
            return slot;
        lock (_turning)
        {
            if (_secondOf[slot] < second)
            {
                Array.Clear(_counts, slot * LatencyBuckets.Count, LatencyBuckets.Count);
                _errors[slot] = 0;
                Volatile.Write(ref _secondOf[slot], second);
            }
        }

        return slot;
    }
}
