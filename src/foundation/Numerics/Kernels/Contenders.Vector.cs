using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class Contenders
{
    /// <summary>Judges 16 rows at once; where registers are narrower, the compiler makes two or four of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Vector(
        ReadOnlySpan<int> products, ReadOnlySpan<float> scales, ReadOnlySpan<float> lengths, ReadOnlySpan<float> errors,
        float perLength, float perError, float threshold, Span<int> places, Span<float> values)
    {
        ref var product = ref MemoryMarshal.GetReference(products);
        ref var scale = ref MemoryMarshal.GetReference(scales);
        ref var length = ref MemoryMarshal.GetReference(lengths);
        ref var error = ref MemoryMarshal.GetReference(errors);
        ref var place = ref MemoryMarshal.GetReference(places);
        ref var chosen = ref MemoryMarshal.GetReference(values);
        var (perLengths, perErrors, thresholds) = (Vector512.Create(perLength), Vector512.Create(perError), Vector512.Create(threshold));
        var (i, found) = (0, 0);
        for (; i <= products.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var at = (nuint)i;
            var value = Vector512.ConvertToSingle(Vector512.LoadUnsafe(in product, at)) * Vector512.LoadUnsafe(in scale, at);
            var bound = Vector512.FusedMultiplyAdd(perLengths, Vector512.LoadUnsafe(in length, at), value);
            bound = Vector512.FusedMultiplyAdd(perErrors, Vector512.LoadUnsafe(in error, at), bound);
            var mask = Vector512.GreaterThanOrEqual(bound, thresholds).ExtractMostSignificantBits();
            if (mask == 0)
                continue;
            for (; mask != 0; mask &= mask - 1)
            {
                var row = i + BitOperations.TrailingZeroCount(mask);
                Unsafe.Add(ref place, found) = row;
                Unsafe.Add(ref chosen, found++) = Unsafe.Add(ref product, row) * Unsafe.Add(ref scale, row);
            }
        }

        return Scalar(products, scales, lengths, errors, perLength, perError, threshold, places, values, i, found);
    }
}
