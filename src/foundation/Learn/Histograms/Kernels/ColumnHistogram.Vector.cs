using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Learn.Histograms.Kernels;

internal static partial class ColumnHistogram
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Vector(ReadOnlySpan<byte> column, ReadOnlySpan<float> pairs, Span<double> cells)
    {
        ref var bytes = ref MemoryMarshal.GetReference(column);
        ref var pair = ref MemoryMarshal.GetReference(pairs);
        ref var cell = ref MemoryMarshal.GetReference(cells);
        nuint row = 0;
        for (; row + 4 <= (nuint)column.Length; row += 4)
        {
            var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, row));
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref pair, 2 * row));
            AddOne(ref cell, (byte)four, lower.GetLower());
            AddOne(ref cell, (byte)(four >> 8), lower.GetUpper());
            AddOne(ref cell, (byte)(four >> 16), upper.GetLower());
            AddOne(ref cell, four >> 24, upper.GetUpper());
        }

        for (; row < (nuint)column.Length; row++)
            AddOne(ref cell, Unsafe.Add(ref bytes, row), Vector128.Create((double)Unsafe.Add(ref pair, 2 * row), Unsafe.Add(ref pair, 2 * row + 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne(ref double cells, uint code, Vector128<double> pair) =>
        (Vector128.LoadUnsafe(ref cells, 2 * (nuint)code) + pair).StoreUnsafe(ref cells, 2 * (nuint)code);
}
