using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class FirstAtLeast
{
    /// <summary>Compares 16 values at once; where registers are narrower, the compiler makes two or four of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Vector(ReadOnlySpan<float> values, float threshold)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var thresholds = Vector512.Create(threshold);
        var i = 0;
        for (; i <= values.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            if (Vector512.GreaterThanOrEqualAny(Vector512.LoadUnsafe(in first, (nuint)i), thresholds))
                break;
        var rest = Scalar(values[i..], threshold);
        return rest < 0 ? -1 : i + rest;
    }
}
