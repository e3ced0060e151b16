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
    // Some 100 µs, in which the caller gives way to threads that are ready: the others' last blocks mostly end sooner than it would wake.
    private const int LooksBeforeSleep = 150;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true, LooksBeforeSleep);
    private readonly Shares _blocks = new(Blocks.Of(count, blockSize), threads);
    private int _joined;
    private int _working;
    private bool _closed;
    private int _failedBlock = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs all blocks on the calling thread and others.</summary>
    public void Execute()
    {
        for (var other = 1 + Seats.Shared.Hand(this, threads - 1); other < threads; other++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Work(0);
        lock (_gate)
            _closed = true;
        _idle.Wait(CancellationToken.None);
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var run = this; run is not null; run = Seats.Shared.Next())
            run.TakePart();
    }

    private void TakePart()
    {
        int worker;
        lock (_gate)
        {
            if (_closed)
                return;
            worker = ++_joined;
            _working++;
            _idle.Reset();
        }

        Work(worker);
        lock (_gate)
        {
            _working--;
            if (_working == 0)
                _idle.Set();
        }
    }

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
