namespace Kirana.Numerics.Kernels;

/// <summary>Counts how many values lie above one and how many equal it, as the rank of a score among all needs, without sorting them.</summary>
public static partial class CountAbove
{
    /// <summary>Counts.</summary>
    /// <param name="values">The values; NaN is neither above nor equal.</param>
    /// <param name="value">What they are compared with.</param>
    /// <returns>The number above, and the number that are equal.</returns>
    public static (int Above, int Equal) In(ReadOnlySpan<float> values, float value) =>
        Simd.Width == SimdWidth.Scalar ? Scalar(values, value) : Vector(values, value);
}
