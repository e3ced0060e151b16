using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>Rows taken together, so that the vector and the result are read once for all of them.</summary>
    private const int Together = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorProducts(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
    {
        var next = 0;
        if (width % Lanes == 0)
            for (; next <= indices.Length - Together; next += Together)
                Multiply(RowsOf(rows, width, indices, next), width, in MemoryMarshal.GetReference(vector)).StoreUnsafe(ref products[next]);
        for (; next < indices.Length; next++)
            products[next] = Dot.Of(rows.Slice(indices[next] * width, width), vector);
    }

    /// <summary>The four rows from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourRows RowsOf(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, int next) => new(
        ref MemoryMarshal.GetReference(rows.Slice(indices[next] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 1] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 2] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 3] * width, width)));

    /// <summary>The inner products of four rows of whole registers with a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Multiply(FourRows rows, int width, ref readonly float vector)
    {
        Vector512<float> first = default, second = default, third = default, fourth = default;
        for (nuint j = 0; j < (nuint)width; j += Lanes)
        {
            var part = Vector512.LoadUnsafe(in vector, j);
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref rows.First, j), part, first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref rows.Second, j), part, second);
            third = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref rows.Third, j), part, third);
            fourth = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref rows.Fourth, j), part, fourth);
        }

        return Vector128.Create(Merge(first), Merge(second), Merge(third), Merge(fourth));
    }

    /// <summary>Adds four weighted rows of whole registers, one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(FourRows rows, int width, Vector128<float> weights, ref float result)
    {
        var (first, second) = (Vector512.Create(weights.GetElement(0)), Vector512.Create(weights.GetElement(1)));
        var (third, fourth) = (Vector512.Create(weights.GetElement(2)), Vector512.Create(weights.GetElement(3)));
        for (nuint j = 0; j < (nuint)width; j += Lanes)
        {
            var sum = Vector512.FusedMultiplyAdd(first, Vector512.LoadUnsafe(ref rows.First, j), Vector512.LoadUnsafe(ref result, j));
            sum = Vector512.FusedMultiplyAdd(second, Vector512.LoadUnsafe(ref rows.Second, j), sum);
            sum = Vector512.FusedMultiplyAdd(third, Vector512.LoadUnsafe(ref rows.Third, j), sum);
            Vector512.FusedMultiplyAdd(fourth, Vector512.LoadUnsafe(ref rows.Fourth, j), sum).StoreUnsafe(ref result, j);
        }
    }

    private readonly ref struct FourRows(ref float first, ref float second, ref float third, ref float fourth)
    {
        public readonly ref float First = ref first;
        public readonly ref float Second = ref second;
        public readonly ref float Third = ref third;
        public readonly ref float Fourth = ref fourth;
    }
}
