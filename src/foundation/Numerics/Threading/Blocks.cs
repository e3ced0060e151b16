namespace Kirana.Numerics.Threading;

/// <summary>Work on a range in fixed blocks by any number of threads.</summary>
public static class Blocks
{
    /// <summary>Runs an action once for each block of a range: block b holds the indices [b·blockSize, min(count, (b + 1)·blockSize)).</summary>
    /// <remarks>The blocks do not depend on the number of threads. So the result is the same at any number if each block writes
    /// only its own place; what blocks have in common is merged afterwards in the order of the blocks. One thread runs inline and in
    /// order; more take blocks as they become free, the caller among them. Calls may be nested. When an exception leaves the action,
    /// no further block begins, and after the running ones have ended the exception of the lowest failed block is thrown as it is.</remarks>
    /// <param name="count">The length of the range, at least 0.</param>
    /// <param name="blockSize">Indices in a block, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <param name="action">Gets the block's number, its start and its exclusive end.</param>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last block began.</exception>
    public static void Run(int count, int blockSize, int threads, CancellationToken cancellation, Action<int, int, int> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentNullException.ThrowIfNull(action);

        var blocks = (int)(((long)count + blockSize - 1) / blockSize);
        if (threads > 1 && blocks > 1)
        {
            new BlockRun(count, blockSize, blocks, action, cancellation).Execute(Math.Min(threads, blocks));
            return;
        }

        for (var block = 0; block < blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = block * blockSize;
            action(block, start, start + Math.Min(blockSize, count - start));
        }
    }
}
