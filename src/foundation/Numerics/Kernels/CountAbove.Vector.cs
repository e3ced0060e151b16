using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class CountAbove
{
    /// <summary>Compares 16 values at once; where registers are narrower, the compiler makes two or four of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Above, int Equal) Vector(ReadOnlySpan<float> values, float value)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var compared = Vector512.Create(value);
        var (above, equal) = (Vector512<int>.Zero, Vector512<int>.Zero);
        var i = 0;
        for (; i <= values.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            // A comparison that holds is −1 in each place.
            var some = Vector512.LoadUnsafe(in first, (nuint)i);
            above -= Vector512.GreaterThan(some, compared).AsInt32();
            equal -= Vector512.Equals(some, compared).AsInt32();
        }

        var rest = Scalar(values[i..], value);
        return (Vector512.Sum(above) + rest.Above, Vector512.Sum(equal) + rest.Equal);
    }
}
