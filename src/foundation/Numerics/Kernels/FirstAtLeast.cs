namespace Kirana.Numerics.Kernels;

/// <summary>Finds the few values that reach a threshold among many that do not, as a search for the best ones does.</summary>
public static partial class FirstAtLeast
{
    /// <summary>The index of the first value that is not below the threshold; −1 if there is none. NaN never reaches it.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">The threshold; NaN is never reached.</param>
    public static int In(ReadOnlySpan<float> values, float threshold) =>
        Simd.Width == SimdWidth.Scalar ? Scalar(values, threshold) : Vector(values, threshold);
}
