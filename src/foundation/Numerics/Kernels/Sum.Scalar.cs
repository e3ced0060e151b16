namespace Kirana.Numerics.Kernels;

public static partial class Sum
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static double Scalar(ReadOnlySpan<float> x)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (var i = 0; i < x.Length; i++)
            lanes[VirtualLanes.Of<double>(i, x.Length)] += x[i];
        return VirtualLanes.Merge(lanes);
    }

    internal static double Scalar(ReadOnlySpan<double> x)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (var i = 0; i < x.Length; i++)
            lanes[VirtualLanes.Of<double>(i, x.Length)] += x[i];
        return VirtualLanes.Merge(lanes);
    }
}
