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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorAddWeighted(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
    {
        if (width == RegisterWidth)
        {
            ref var y = ref MemoryMarshal.GetReference(result);
            var (y0, y1, y2, y3) = Load(ref y);
            for (var i = 0; i < indices.Length; i++)
            {
                var (x0, x1, x2, x3) = Load(ref MemoryMarshal.GetReference(rows.Slice(indices[i] * RegisterWidth, RegisterWidth)));
                var weight = Vector512.Create(weights[i]);
                y0 = Vector512.FusedMultiplyAdd(weight, x0, y0);
                y1 = Vector512.FusedMultiplyAdd(weight, x1, y1);
                y2 = Vector512.FusedMultiplyAdd(weight, x2, y2);
                y3 = Vector512.FusedMultiplyAdd(weight, x3, y3);
            }

            Store(ref y, y0, y1, y2, y3);
            return;
        }

        var next = 0;
        if (width % Lanes == 0)
            for (; next <= indices.Length - Together; next += Together)
                AddFour(RowsOf(rows, width, indices, next), width, Vector128.LoadUnsafe(in weights[next]), ref MemoryMarshal.GetReference(result));
        for (; next < indices.Length; next++)
            VectorAddRow(weights[next], rows.Slice(indices[next] * width, width), result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorAddGramProduct(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
    {
        if (width == RegisterWidth)
        {
            var (v0, v1, v2, v3) = Load(ref MemoryMarshal.GetReference(vector));
            ref var y = ref MemoryMarshal.GetReference(result);
            var (y0, y1, y2, y3) = Load(ref y);
            for (var i = 0; i < indices.Length; i++)
            {
                var (x0, x1, x2, x3) = Load(ref MemoryMarshal.GetReference(rows.Slice(indices[i] * RegisterWidth, RegisterWidth)));
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

        var next = 0;
        if (width % Lanes == 0)
            for (; next <= indices.Length - Together; next += Together)
            {
                var four = RowsOf(rows, width, indices, next);
                var found = Multiply(four, width, in MemoryMarshal.GetReference(vector));
                found.StoreUnsafe(ref products[next]);
                var scales = Vector128.FusedMultiplyAdd(
                    Vector128.LoadUnsafe(in weights[next]), found, offsets.IsEmpty ? Vector128<float>.Zero : Vector128.LoadUnsafe(in offsets[next]));
                AddFour(four, width, scales, ref MemoryMarshal.GetReference(result));
            }

        for (; next < indices.Length; next++)
        {
            var row = rows.Slice(indices[next] * width, width);
            products[next] = Dot.Of(row, vector);
            VectorAddRow(ScaleOf(next, weights, offsets, products), row, result);
        }
    }

    private static void VectorAddRow(float weight, ReadOnlySpan<float> row, Span<float> result)
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var y = ref MemoryMarshal.GetReference(result);
        var weights = Vector512.Create(weight);
        var j = 0;
        for (; j <= row.Length - Lanes; j += Lanes)
            Vector512.FusedMultiplyAdd(weights, Vector512.LoadUnsafe(ref x, (nuint)j), Vector512.LoadUnsafe(ref y, (nuint)j))
                .StoreUnsafe(ref y, (nuint)j);
        AddRow(weight, row[j..], result[j..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Load(ref float x) =>
        (Vector512.LoadUnsafe(ref x), Vector512.LoadUnsafe(ref x, Lanes), Vector512.LoadUnsafe(ref x, 2 * Lanes), Vector512.LoadUnsafe(ref x, 3 * Lanes));

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
