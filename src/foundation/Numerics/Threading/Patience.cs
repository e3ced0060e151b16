namespace Kirana.Numerics.Threading;

/// <summary>How a thread looks out for what another is about to do, for a moment.</summary>
internal static class Patience
{
    /// <summary>How often it looks before it goes to sleep: some 100 µs where no other thread is ready.</summary>
    public const int Looks = 150;

    // About a microsecond.
    private const int PausesPerLook = 25;

    // What is waited for mostly comes within some 50 µs. Whoever gives way before that loses its core for some milliseconds where other processes
    // are ready; whoever never does keeps it from the very thread that is waited for where threads are more than processors.
    private static readonly int s_looksBeforeYield = Environment.ProcessorCount > 1 ? 50 : 0;

    /// <summary>Lets some time go by before the next look.</summary>
    /// <param name="look">How many looks there were.</param>
    public static void Wait(int look)
    {
        if (look < s_looksBeforeYield)
            Thread.SpinWait(PausesPerLook);
        else
            Thread.Yield();
    }
}
