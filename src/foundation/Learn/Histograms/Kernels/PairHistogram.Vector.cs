using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kirana.Numerics.Memory.Kernels;

namespace Kirana.Learn.Histograms.Kernels;

internal static partial class PairHistogram
{
    // Rows ahead of the one being added: far enough to hide a read from memory, near enough to stay in the first-level cache.
    private const int Ahead = 16;

    // Compiled once, fully and by itself: laid out by the profile of the first calls, or inlined by a caller that was compiled so, it was
    // measured to take half as long again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void VectorRange<TCodes>(ReadOnlySpan<byte> rows, int width, int columns, ReadOnlySpan<float> pairs, int start, int end, Span<double> cells)
        where TCodes : struct, ICodes
    {
        ref var bytes = ref MemoryMarshal.GetReference(rows);
        ref var pair = ref MemoryMarshal.GetReference(pairs);
        ref var cell = ref MemoryMarshal.GetReference(cells);
        for (var row = start; row < end; row++)
            AddRow<TCodes>(ref bytes, (nuint)row * (nuint)width, Pair(ref pair, row), ref cell, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void VectorRows<TCodes>(ReadOnlySpan<byte> rows, int width, int columns, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
        where TCodes : struct, ICodes
    {
        ref var bytes = ref MemoryMarshal.GetReference(rows);
        ref var pair = ref MemoryMarshal.GetReference(pairs);
        ref var cell = ref MemoryMarshal.GetReference(cells);
        for (var i = 0; i < index.Length; i++)
        {
            var next = index[Math.Min(i + Ahead, index.Length - 1)];
            Prefetch.Read(ref bytes, (nuint)next * (nuint)width);
            Prefetch.Read(ref pair, 2 * (nuint)next);
            AddRow<TCodes>(ref bytes, (nuint)index[i] * (nuint)width, Pair(ref pair, index[i]), ref cell, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(ref float pairs, int row) =>
        Vector128.WidenLower(Vector128.LoadUnsafe(ref pairs, 2 * (nuint)row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TCodes>(ref byte bytes, nuint at, Vector128<double> pair, ref double cells, int columns)
        where TCodes : struct, ICodes
    {
        nuint column = 0;
        for (; column + 8 <= (nuint)columns; column += 8)
        {
            var eight = Bytes(ref bytes, at + column);
            AddFour<TCodes>(ref cells, column * TCodes.Doubles, (uint)eight, pair);
            AddFour<TCodes>(ref cells, (column + 4) * TCodes.Doubles, (uint)(eight >> 32), pair);
        }

        if ((columns & 4) != 0)
        {
            AddFour<TCodes>(ref cells, column * TCodes.Doubles, (uint)Bytes(ref bytes, at + column), pair);
            column += 4;
        }

        for (; column < (nuint)columns; column++)
            Add(ref cells, column * TCodes.Doubles + 2 * (nuint)(byte)Bytes(ref bytes, at + column), pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bytes(ref byte bytes, nuint at) => Vector64.LoadUnsafe(ref bytes, at).AsUInt64().ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<TCodes>(ref double cells, nuint origin, uint four, Vector128<double> pair)
        where TCodes : struct, ICodes
    {
        Add(ref cells, origin + 2 * (nuint)(byte)four, pair);
        Add(ref cells, origin + TCodes.Doubles + 2 * (nuint)(byte)(four >> 8), pair);
        Add(ref cells, origin + 2 * TCodes.Doubles + 2 * (nuint)(byte)(four >> 16), pair);
        Add(ref cells, origin + 3 * TCodes.Doubles + 2 * (nuint)(four >> 24), pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double cells, nuint at, Vector128<double> pair) =>
        (Vector128.LoadUnsafe(ref cells, at) + pair).StoreUnsafe(ref cells, at);
}
