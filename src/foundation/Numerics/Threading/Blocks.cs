using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Threading;

/// <summary>Work on a range in fixed blocks by any number of threads.</summary>
public static class Blocks
{
    /// <summary>Runs an action once for each block of a range: block b holds the indices [b·blockSize, min(count, (b + 1)·blockSize)).</summary>
    /// <remarks>The blocks do not depend on the number of threads. So the result is the same at any number if each block writes
    /// only its own place; what blocks have in common is merged afterwards in the order of the blocks. One thread runs inline and in
    /// order; of more, the caller among them, each begins at a place of its own and then helps the others. Calls may be nested. When an
    /// exception leaves the action, no block behind begins, and at the end the exception of the first failed block is thrown as it is.</remarks>
    /// <param name="count">The length of the range, at least 0.</param>
    /// <param name="blockSize">Indices in a block, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <param name="action">Gets the block's number, its start and its exclusive end.</param>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last block began.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(int count, int blockSize, int threads, CancellationToken cancellation, Action<int, int, int> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Check(count, blockSize, threads);
        if (threads > 1 && Of(count, blockSize) > 1)
            RunTogether(count, blockSize, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (_, block, start, end) => action(block, start, end));
        else
            RunInline(count, blockSize, cancellation, action);
    }

    /// <summary>Runs an action once for each block of a range, telling it who works: what is merged afterwards need only be kept per worker.</summary>
    /// <remarks>Which worker gets which block differs from run to run, so the merged result must not depend on it, as exact sums do not. All else is
    /// as in <see cref="Run"/>.</remarks>
    /// <param name="count">The length of the range, at least 0.</param>
    /// <param name="blockSize">Indices in a block, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <param name="action">Gets the worker's number, which is below <paramref name="threads"/> and has one block at a time, and the block's
    /// start and exclusive end.</param>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last block began.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunByWorker(int count, int blockSize, int threads, CancellationToken cancellation, Action<int, int, int> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Check(count, blockSize, threads);
        if (threads > 1 && Of(count, blockSize) > 1)
            RunTogether(count, blockSize, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (worker, _, start, end) => action(worker, start, end));
        else
            RunInline(count, blockSize, cancellation, (_, start, end) => action(0, start, end));
    }

    /// <summary>How many blocks a range has.</summary>
    internal static int Of(int count, int blockSize) => (int)(((long)count + blockSize - 1) / blockSize);

    private static void Check(int count, int blockSize, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
    }

    private static void RunTogether(int count, int blockSize, int threads, CancellationToken cancellation, Action<int, int, int, int> action) =>
        new BlockRun(count, blockSize, Math.Min(threads, Of(count, blockSize)), action, cancellation).Execute();

    private static void RunInline(int count, int blockSize, CancellationToken cancellation, Action<int, int, int> action)
    {
        for (var (block, blocks) = (0, Of(count, blockSize)); block < blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = block * blockSize;
            action(block, start, start + Math.Min(blockSize, count - start));
        }
    }
}
