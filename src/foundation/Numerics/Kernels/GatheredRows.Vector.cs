using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    // Written once in 512 bits: where registers are narrower, the compiler makes two or four of each, and the bits stay the same.
    private const int Lanes = 16;

    /// <summary>The widest matrix whose vector and result both stay in registers (4 + 4 of 512 bits).</summary>
    private const int RegisterWidth = 4 * Lanes;

    /// <summary>Rows of which products are made before they are added: as long as they are in the first-level cache.</summary>
    private const int RowsAtOnce = 16;

    /// <summary>Goes through all rows for a stretch of columns at a time: sums that are stored and read again for every few rows cost thrice the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorAddWeighted<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        var column = 0;
        for (; column <= width - RegisterWidth; column += RegisterWidth)
        {
            ref var y = ref MemoryMarshal.GetReference(result[column..]);
            var (y0, y1, y2, y3) = Load<float, FullRows>(ref y);
            for (var i = 0; i < indices.Length; i++)
            {
                var (x0, x1, x2, x3) = Load<T, TRows>(ref MemoryMarshal.GetReference(rows.Slice(indices[i] * width + column, RegisterWidth)));
                var weight = Vector512.Create(weights[i]);
                y0 = Vector512.FusedMultiplyAdd(weight, x0, y0);
                y1 = Vector512.FusedMultiplyAdd(weight, x1, y1);
                y2 = Vector512.FusedMultiplyAdd(weight, x2, y2);
                y3 = Vector512.FusedMultiplyAdd(weight, x3, y3);
            }

            Store(ref y, y0, y1, y2, y3);
        }

        for (; column <= width - Lanes; column += Lanes)
        {
            ref var y = ref MemoryMarshal.GetReference(result[column..]);
            var sum = Vector512.LoadUnsafe(ref y);
            for (var i = 0; i < indices.Length; i++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(weights[i]), TRows.Load(ref MemoryMarshal.GetReference(rows.Slice(indices[i] * width + column, Lanes)), 0), sum);
            sum.StoreUnsafe(ref y);
        }

        for (var i = 0; i < indices.Length && column < width; i++)
            AddRow<T, TRows>(weights[i], rows.Slice(indices[i] * width + column, width - column), result[column..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorAddGramProduct<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        if (width == RegisterWidth)
        {
            var (v0, v1, v2, v3) = Load<float, FullRows>(ref MemoryMarshal.GetReference(vector));
            ref var y = ref MemoryMarshal.GetReference(result);
            var (y0, y1, y2, y3) = Load<float, FullRows>(ref y);
            for (var i = 0; i < indices.Length; i++)
            {
                var (x0, x1, x2, x3) = Load<T, TRows>(ref MemoryMarshal.GetReference(rows.Slice(indices[i] * RegisterWidth, RegisterWidth)));
                var sum = Vector512.FusedMultiplyAdd(x0, v0, Vector512<float>.Zero);
                sum = Vector512.FusedMultiplyAdd(x1, v1, sum);
                sum = Vector512.FusedMultiplyAdd(x2, v2, sum);
                sum = Vector512.FusedMultiplyAdd(x3, v3, sum);
                products[i] = Merge(sum);
                var scale = Vector512.Create(ScaleOf(i, weights, offsets, products));
                y0 = Vector512.FusedMultiplyAdd(scale, x0, y0);
                y1 = Vector512.FusedMultiplyAdd(scale, x1, y1);
                y2 = Vector512.FusedMultiplyAdd(scale, x2, y2);
                y3 = Vector512.FusedMultiplyAdd(scale, x3, y3);
            }

            Store(ref y, y0, y1, y2, y3);
            return;
        }

        Span<float> scales = stackalloc float[RowsAtOnce];
        for (var start = 0; start < indices.Length; start += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, indices.Length - start);
            VectorProducts<T, TRows>(rows, width, indices.Slice(start, count), vector, products.Slice(start, count));
            for (var i = 0; i < count; i++)
                scales[i] = ScaleOf(start + i, weights, offsets, products);
            VectorAddWeighted<T, TRows>(rows, width, indices.Slice(start, count), scales[..count], result);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Load<T, TRows>(ref T x)
        where T : unmanaged
        where TRows : IRows<T> =>
        (TRows.Load(ref x, 0), TRows.Load(ref x, Lanes), TRows.Load(ref x, 2 * Lanes), TRows.Load(ref x, 3 * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float y, Vector512<float> y0, Vector512<float> y1, Vector512<float> y2, Vector512<float> y3)
    {
        y0.StoreUnsafe(ref y);
        y1.StoreUnsafe(ref y, Lanes);
        y2.StoreUnsafe(ref y, 2 * Lanes);
        y3.StoreUnsafe(ref y, 3 * Lanes);
    }

    /// <summary>Adds the lanes in the tree of <see cref="VirtualLanes.Merge{T}(Span{T})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Merge(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two.GetElement(0) + two.GetElement(1) + 0f;
    }
}
