namespace Kirana.Pipelines;

/// <summary>Watches what is live on the heap while something runs by itself.</summary>
/// <remarks>Garbage is collected before each look, so that only what is held is seen. Looks take at most a tenth of the time: what is held between two of them for
/// a shorter time than that may be missed.</remarks>
internal sealed class HeapPeak : IDisposable
{
    private const double Megabyte = 1e6;
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _clock;
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _watcher;
    private readonly long _before;
    private long _most;

    private HeapPeak(TimeProvider clock)
    {
        (_clock, _before) = (clock, Live());
        _watcher = new Thread(Watch) { IsBackground = true, Name = "Kirana heap" };
        _watcher.Start();
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="clock">The clock by which looks are spaced.</param>
    public static HeapPeak Start(TimeProvider clock) => new(clock);

    /// <summary>Ends, with a last look at what is left.</summary>
    /// <returns>The most megabytes that were live, beyond those at the start.</returns>
    public double Stop()
    {
        _end.Set();
        _watcher.Join();
        return Math.Max(0, Math.Max(_most, Live()) - _before) / Megabyte;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        _watcher.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        for (var wait = s_least; !_end.Wait(wait);)
        {
            var start = _clock.GetTimestamp();
            _most = Math.Max(_most, Live());
            var took = 9 * _clock.GetElapsedTime(start);
            wait = took > s_least ? took : s_least;
        }
    }

    private static long Live()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
