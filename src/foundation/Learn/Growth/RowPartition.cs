using System.Runtime.CompilerServices;
using Kirana.Learn.Growth.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>The rows of a tree, ordered so that the rows of each leaf lie side by side in their old order.</summary>
/// <remarks>Leaves may be split side by side.</remarks>
internal sealed class RowPartition(int capacity, CancellationToken cancellation)
{
    private const int BlockRows = 1 << 13;

    // Fewer rows are copied before another thread has begun.
    private const int WorthAThread = 1 << 17;

    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(capacity);
    private readonly int[] _right = GC.AllocateUninitializedArray<int>(capacity);

    // Where several threads split a leaf, left rows have to wait too until the places before them are free.
    private int[]? _left;

    /// <summary>How many rows the tree has.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a tree with all rows.</summary>
    /// <param name="threads">The most threads to use.</param>
    public void Reset(int threads)
    {
        Count = capacity;
        Blocks.Run(capacity, WorthAThread, threads, cancellation, (_, start, end) => StablePartition.Number(_rows.AsSpan(start, end - start), start));
    }

    /// <summary>Begins a tree with some rows, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Reset(ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        rows.CopyTo(_rows);
    }

    /// <summary>One place for each row of the table that nothing else uses while no leaf is being split.</summary>
    public int[] Scratch => _right;

    public ReadOnlyMemory<int> Rows(int start, int count) => _rows.AsMemory(start, count);

    /// <summary>Puts the rows that go left before the others; both keep their order.</summary>
    /// <param name="start">The first row of the leaf.</param>
    /// <param name="count">The rows of the leaf.</param>
    /// <param name="column">The number of each row of the table: a byte, or two where the feature is wide.</param>
    /// <param name="goesLeft">1 for each number whose rows go left, else 0; at least 256 long.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>The rows that went left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Split<T>(int start, int count, ReadOnlyMemory<T> column, byte[] goesLeft, int threads) where T : unmanaged
    {
        if (count > BlockRows && threads > 1)
            return SplitTogether(start, count, column, goesLeft, threads);
        var left = SplitBlock(start, count, column, goesLeft, _rows);
        _right.AsSpan(start, count - left).CopyTo(_rows.AsSpan(start + left));
        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SplitTogether<T>(int start, int count, ReadOnlyMemory<T> column, byte[] goesLeft, int threads) where T : unmanaged
    {
        var lefts = new int[(count + BlockRows - 1) / BlockRows];
        _left ??= GC.AllocateUninitializedArray<int>(capacity);
        Blocks.Run(count, BlockRows, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, from, to) => lefts[block] = SplitBlock(start + from, to - from, column, goesLeft, _left));

        var (left, before) = (0, new int[lefts.Length]);
        for (var block = 0; block < lefts.Length; left += lefts[block++])
            before[block] = left;
        Blocks.Run(count, BlockRows, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, from, to) =>
        {
            _left.AsSpan(start + from, lefts[block]).CopyTo(_rows.AsSpan(start + before[block]));
            _right.AsSpan(start + from, to - from - lefts[block]).CopyTo(_rows.AsSpan(start + left + from - before[block]));
        });
        return left;
    }

    /// <summary>Puts the left rows at the block's start in <paramref name="lefts"/> and the others aside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SplitBlock<T>(int start, int count, ReadOnlyMemory<T> column, byte[] goesLeft, int[] lefts) where T : unmanaged =>
        StablePartition.Split(_rows.AsSpan(start, count), column.Span, goesLeft, lefts.AsSpan(start, count), _right.AsSpan(start, count));
}
