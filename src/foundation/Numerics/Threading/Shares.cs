using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Threading;

/// <summary>The numbers of a range, shared among workers: each takes its own share in order, then what the others have not come to yet.</summary>
/// <remarks>Runs over the same rows give a worker the same rows time and again, which are still in the cache of its core. A share is taken from
/// at both ends: by its owner from the front, by the others from the back (Blumofe and Leiserson, "Scheduling multithreaded computations by
/// work stealing", J. ACM 1999).</remarks>
internal sealed class Shares
{
    // A cache line of its own for each share.
    private const int Stride = 8;

    // In each: the first number that is left, and above it the end.
    private readonly long[] _left;
    private readonly int _workers;

    /// <summary>Shares of nearly the same size.</summary>
    /// <param name="count">How many numbers there are, from 0 on.</param>
    /// <param name="workers">How many workers there are, at least 1.</param>
    public Shares(int count, int workers)
    {
        (_left, _workers) = (new long[(workers + 1) * Stride], workers);
        for (var worker = 0; worker < workers; worker++)
            Of(worker) = Packed((int)((long)count * worker / workers), (int)((long)count * (worker + 1) / workers));
    }

    /// <summary>Takes a number.</summary>
    /// <param name="worker">Who takes it.</param>
    /// <param name="number">The number, which nobody else gets.</param>
    /// <returns>Whether one was left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTake(int worker, out int number)
    {
        if (TryTake(ref Of(worker), first: true, out number))
            return true;
        for (var other = 1; other < _workers; other++)
            if (TryTake(ref Of((worker + other) % _workers), first: false, out number))
                return true;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool TryTake(ref long share, bool first, out int number)
    {
        for (var seen = Volatile.Read(ref share); ;)
        {
            var (start, end) = ((int)seen, (int)(seen >> 32));
            number = first ? start : end - 1;
            if (start >= end)
                return false;
            var found = Interlocked.CompareExchange(ref share, first ? Packed(start + 1, end) : Packed(start, end - 1), seen);
            if (found == seen)
                return true;
            seen = found;
        }
    }

    private ref long Of(int worker) => ref _left[(worker + 1) * Stride];

    private static long Packed(int start, int end) => ((long)end << 32) | (uint)start;
}
