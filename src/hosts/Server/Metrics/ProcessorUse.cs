namespace Kirana.Server.Metrics;

/// <summary>The processor time of this process over the last minute. Thread-safe.</summary>
internal sealed class ProcessorUse
{
    private const int Samples = 60;

    private readonly TimeProvider _clock;
    private readonly Lock _sampling = new();
    private readonly (long At, TimeSpan Used)[] _ring = new (long, TimeSpan)[Samples];
    private int _next;

    /// <summary>Begins measuring.</summary>
    /// <param name="clock">The clock.</param>
    public ProcessorUse(TimeProvider clock)
    {
        _clock = clock;
        Array.Fill(_ring, Now());
    }

    /// <summary>Keeps how much was used so far.</summary>
    public void Sample()
    {
        lock (_sampling)
            _ring[_next++ % Samples] = Now();
    }

    /// <summary>The share of all processors' time used since the oldest sample, 0 to 1.</summary>
    public double Share()
    {
        lock (_sampling)
        {
            var (at, used) = _ring[_next % Samples];
            var elapsed = _clock.GetElapsedTime(at);
            return elapsed <= TimeSpan.Zero ? 0 : Math.Clamp((Now().Used - used) / elapsed / Environment.ProcessorCount, 0, 1);
        }
    }

    private (long At, TimeSpan Used) Now() => (_clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
}
