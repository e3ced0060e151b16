using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>Rows taken together, so that the vector is read once for all of them.</summary>
    private const int Together = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorProducts<T, TRows>(ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
        where T : unmanaged
        where TRows : IRows<T>
    {
        var next = 0;
        if (width % Lanes == 0)
            for (; next <= indices.Length - Together; next += Together)
                Multiply<T, TRows>(RowsOf(rows, width, indices, next), width, in MemoryMarshal.GetReference(vector)).StoreUnsafe(ref products[next]);
        for (; next < indices.Length; next++)
        {
            var row = rows.Slice(indices[next] * width, width);
            products[next] = width % Lanes == 0 ? Multiply<T, TRows>(row, in MemoryMarshal.GetReference(vector)) : TRows.Dot(row, vector);
        }
    }

    /// <summary>The four rows from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourRows<T> RowsOf<T>(ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, int next) where T : unmanaged => new(
        ref MemoryMarshal.GetReference(rows.Slice(indices[next] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 1] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 2] * width, width)),
        ref MemoryMarshal.GetReference(rows.Slice(indices[next + 3] * width, width)));

    /// <summary>The inner product of a row of whole registers with a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Multiply<T, TRows>(ReadOnlySpan<T> row, ref readonly float vector)
        where T : unmanaged
        where TRows : IRows<T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        var sum = Vector512<float>.Zero;
        for (nuint j = 0; j < (nuint)row.Length; j += Lanes)
            sum = Vector512.FusedMultiplyAdd(TRows.Load(ref x, j), Vector512.LoadUnsafe(in vector, j), sum);
        return Merge(sum);
    }

    /// <summary>The inner products of four rows of whole registers with a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Multiply<T, TRows>(FourRows<T> rows, int width, ref readonly float vector)
        where T : unmanaged
        where TRows : IRows<T>
    {
        Vector512<float> first = default, second = default, third = default, fourth = default;
        for (nuint j = 0; j < (nuint)width; j += Lanes)
        {
            var part = Vector512.LoadUnsafe(in vector, j);
            first = Vector512.FusedMultiplyAdd(TRows.Load(ref rows.First, j), part, first);
            second = Vector512.FusedMultiplyAdd(TRows.Load(ref rows.Second, j), part, second);
            third = Vector512.FusedMultiplyAdd(TRows.Load(ref rows.Third, j), part, third);
            fourth = Vector512.FusedMultiplyAdd(TRows.Load(ref rows.Fourth, j), part, fourth);
        }

        return Vector128.Create(Merge(first), Merge(second), Merge(third), Merge(fourth));
    }

    private readonly ref struct FourRows<T>(ref T first, ref T second, ref T third, ref T fourth)
        where T : unmanaged
    {
        public readonly ref T First = ref first;
        public readonly ref T Second = ref second;
        public readonly ref T Third = ref third;
        public readonly ref T Fourth = ref fourth;
    }
}
