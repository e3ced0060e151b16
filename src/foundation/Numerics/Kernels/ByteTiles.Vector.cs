using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

public static partial class ByteTiles
{
    private const int GroupBytes = Rows * Group;

    /// <summary>Four bytes of the vector meet four of each row: VPMADDUBSW adds pairs to 16 bits, VPMADDWD by ones pairs of those to 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector512Form(ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        ref var tile = ref MemoryMarshal.GetReference(tiles);
        ref var fours = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(vector));
        ref var product = ref MemoryMarshal.GetReference(products);
        var (groups, tileBytes) = (vector.Length / Group, (nuint)(Rows * vector.Length));
        var (ones, start) = (Vector512.Create((short)1), Vector512.Create(-Excess(vector)));
        var row = 0;
        // Two tiles share what is read of the vector, and their sums do not wait for one another.
        for (; row <= products.Length - 2 * Rows; row += 2 * Rows)
        {
            var (first, second) = (start, start);
            nuint at = 0;
            for (var group = 0; group < groups; group++, at += GroupBytes)
            {
                var four = Vector512.Create(Unsafe.Add(ref fours, group)).AsSByte();
                first += Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.LoadUnsafe(in tile, at), four), ones);
                second += Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.LoadUnsafe(in tile, tileBytes + at), four), ones);
            }

            first.StoreUnsafe(ref product, (nuint)row);
            second.StoreUnsafe(ref product, (nuint)(row + Rows));
            tile = ref Unsafe.Add(ref tile, 2 * tileBytes);
        }

        if (row == products.Length)
            return;
        var last = start;
        for (var group = 0; group < groups; group++)
            last += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.MultiplyAddAdjacent(Vector512.LoadUnsafe(in tile, (nuint)(group * GroupBytes)), Vector512.Create(Unsafe.Add(ref fours, group)).AsSByte()), ones);
        last.StoreUnsafe(ref product, (nuint)row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector256Form(ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        ref var tile = ref MemoryMarshal.GetReference(tiles);
        ref var fours = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(vector));
        ref var product = ref MemoryMarshal.GetReference(products);
        var groups = vector.Length / Group;
        var (ones, start) = (Vector256.Create((short)1), Vector256.Create(-Excess(vector)));
        nuint at = 0;
        for (var row = 0; row < products.Length; row += Rows)
        {
            var (lower, upper) = (start, start);
            for (var group = 0; group < groups; group++, at += GroupBytes)
            {
                var four = Vector256.Create(Unsafe.Add(ref fours, group)).AsSByte();
                lower += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(in tile, at), four), ones);
                upper += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(in tile, at + GroupBytes / 2), four), ones);
            }

            lower.StoreUnsafe(ref product, (nuint)row);
            upper.StoreUnsafe(ref product, (nuint)(row + Rows / 2));
        }
    }

    /// <summary>Without x86 instructions, so that it is also the form of ARM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector128Form(ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        ref var tile = ref MemoryMarshal.GetReference(tiles);
        ref var fours = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(vector));
        var groups = vector.Length / Group;
        var start = -Excess(vector);
        Span<int> sums = stackalloc int[Rows];
        nuint at = 0;
        for (var row = 0; row < products.Length; row += Rows)
        {
            sums.Fill(start);
            for (var group = 0; group < groups; group++)
            {
                var four = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref fours, group)).AsSByte());
                for (var part = 0; part < Rows; part += Group, at += Group * Group)
                {
                    // Four rows: 16 bytes, widened to two registers of 16 bits, whose products fit 16 bits (255·64 = 16,320).
                    var bytes = Vector128.LoadUnsafe(in tile, at);
                    var (low, high) = (Pairs(Vector128.WidenLower(bytes).AsInt16() * four), Pairs(Vector128.WidenUpper(bytes).AsInt16() * four));
                    sums[part] += low.GetElement(0) + low.GetElement(1);
                    sums[part + 1] += low.GetElement(2) + low.GetElement(3);
                    sums[part + 2] += high.GetElement(0) + high.GetElement(1);
                    sums[part + 3] += high.GetElement(2) + high.GetElement(3);
                }
            }

            sums.CopyTo(products[row..]);
        }
    }

    /// <summary>The sums of neighbours, widened: each 32-bit lane is the sum of its two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pairs(Vector128<short> products) =>
        Vector128.ShiftRightArithmetic(products.AsInt32(), 16) + Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(products.AsInt32(), 16), 16);
}
