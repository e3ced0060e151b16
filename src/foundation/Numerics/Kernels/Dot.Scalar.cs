using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Dot
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static T Scalar<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> lanes = stackalloc T[VirtualLanes.Most];
        lanes = lanes[..VirtualLanes.Count<T>()];
        lanes.Clear();
        for (var i = 0; i < x.Length; i++)
        {
            ref var lane = ref lanes[VirtualLanes.Of<T>(i, x.Length)];
            lane = T.FusedMultiplyAdd(x[i], y[i], lane);
        }

        return VirtualLanes.Merge(lanes);
    }

    internal static int Scalar(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        var sum = 0;
        for (var i = 0; i < x.Length; i++)
            sum = unchecked(sum + x[i] * y[i]);
        return sum;
    }
}
