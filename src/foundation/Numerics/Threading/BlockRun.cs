using System.Runtime.ExceptionServices;

namespace Kirana.Numerics.Threading;

/// <summary>One parallel run of <see cref="Blocks"/>: threads take the next block until none is left.</summary>
/// <remarks>The caller works too and waits only for threads that have begun. So a run never waits for a free pool thread, and
/// nested runs cannot lock each other out.</remarks>
internal sealed class BlockRun(int count, int blockSize, int blocks, Action<int, int, int> action, CancellationToken cancellation)
    : IThreadPoolWorkItem
{
    // Some 100 µs, in which the caller gives way to threads that are ready: the others' last blocks mostly end sooner than it would wake.
    private const int LooksBeforeSleep = 150;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true, LooksBeforeSleep);
    private int _next;
    private int _working;
    private bool _closed;
    private int _failedBlock = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs all blocks on the calling thread and up to threads − 1 more.</summary>
    public void Execute(int threads)
    {
        for (var other = 1 + Seats.Shared.Hand(this, threads - 1); other < threads; other++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Work();
        lock (_gate)
            _closed = true;
        _idle.Wait(CancellationToken.None);
        _failure?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var run = this; run is not null; run = Seats.Shared.Next())
            run.TakePart();
    }

    private void TakePart()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _working++;
            _idle.Reset();
        }

        Work();
        lock (_gate)
        {
            _working--;
            if (_working == 0)
                _idle.Set();
        }
    }

    private void Work()
    {
        while (true)
        {
            // A run has at most 2³¹ − 1 blocks, and each thread passes the end once, so the counter may wrap: compare unsigned.
            var block = Interlocked.Increment(ref _next) - 1;
            if ((uint)block >= (uint)blocks || Volatile.Read(ref _failedBlock) != int.MaxValue)
                return;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                var start = block * blockSize;
                action(block, start, start + Math.Min(blockSize, count - start));
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
