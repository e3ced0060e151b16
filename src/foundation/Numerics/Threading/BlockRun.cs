using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Kirana.Numerics.Threading;

/// <summary>One parallel run of <see cref="Blocks"/>: each thread takes blocks of its share, then of the others', until none is left.</summary>
/// <remarks>The caller works too and waits only for threads that have begun. So a run never waits for a free pool thread, and
/// nested runs cannot lock each other out.</remarks>
/// <param name="count">The length of the range.</param>
/// <param name="blockSize">Indices in a block.</param>
/// <param name="threads">The most threads to use, the caller among them.</param>
/// <param name="action">Gets who works, the block's number, its start and its exclusive end.</param>
/// <param name="cancellation">Looked at before each block.</param>
internal sealed class BlockRun(int count, int blockSize, int threads, Action<int, int, int, int> action, CancellationToken cancellation)
    : IThreadPoolWorkItem
{
    // The sign of a run in which no more threads may take part.
    private const int Closed = int.MinValue;

    private readonly object _gate = new();
    private readonly Shares _blocks = new(Blocks.Of(count, blockSize), threads);
    private int _joined;

    // How many threads besides the caller work, and Closed.
    private int _others;
    private bool _sleeps;
    private int _failedBlock = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs all blocks on the calling thread and others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute()
    {
        for (var other = 1 + Seats.Shared.Hand(this, threads - 1); other < threads; other++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Work(0);
        if (Interlocked.Or(ref _others, Closed) != 0)
            WaitForOthers();
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IThreadPoolWorkItem.Execute()
    {
        for (var run = this; run is not null; run = Seats.Shared.Next())
            run.TakePart();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakePart()
    {
        for (var seen = Volatile.Read(ref _others); ;)
        {
            if (seen < 0)
                return;
            var found = Interlocked.CompareExchange(ref _others, seen + 1, seen);
            if (found == seen)
                break;
            seen = found;
        }

        Work(Interlocked.Increment(ref _joined));
        // Counted off before it is asked whether the caller sleeps, as the caller says that it sleeps before it looks for the last time.
        if (Interlocked.Decrement(ref _others) == Closed && Volatile.Read(ref _sleeps))
            lock (_gate)
                Monitor.Pulse(_gate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WaitForOthers()
    {
        for (var look = 0; look < Patience.Looks && Volatile.Read(ref _others) != Closed; look++)
            Patience.Wait(look);
        if (Volatile.Read(ref _others) == Closed)
            return;
        lock (_gate)
        {
            _sleeps = true;
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _others) != Closed)
                Monitor.Wait(_gate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Work(int worker)
    {
        while (!cancellation.IsCancellationRequested && _blocks.TryTake(worker, out var block))
        {
            // Those before a failed block still run, so that whose exception is thrown does not depend on who came first.
            if (block > Volatile.Read(ref _failedBlock))
                continue;
            try
            {
                var start = block * blockSize;
                action(worker, block, start, start + Math.Min(blockSize, count - start));
            }
            catch (Exception exception)
            {
                Fail(block, exception);
            }
        }
    }

    private void Fail(int block, Exception exception)
    {
        lock (_gate)
        {
            if (block > _failedBlock)
                return;
            _failure = ExceptionDispatchInfo.Capture(exception);
            Volatile.Write(ref _failedBlock, block);
        }
    }
}
