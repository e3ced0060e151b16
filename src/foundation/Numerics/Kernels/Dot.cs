namespace Kirana.Numerics.Kernels;

/// <summary>The inner product of two vectors.</summary>
/// <remarks>Float uses 16 partial sums and double 8, all by fused multiply-add and merged in one fixed tree, so the bits are
/// the same at every register width. The error is at most (n / lanes + log₂ lanes) ulp of Σ|xᵢ·yᵢ|.</remarks>
public static partial class Dot
{
    /// <summary>Σ xᵢ·yᵢ of two vectors of float; 0 if they are empty.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, as long as the first.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        return Scalar(x, y);
    }

    /// <summary>Σ xᵢ·yᵢ of two vectors of double; 0 if they are empty.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, as long as the first.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        return Scalar(x, y);
    }

    /// <summary>Σ xᵢ·yᵢ of two vectors of 8-bit integers, exact up to 131,071 elements and modulo 2³² beyond; 0 if they are empty.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, as long as the first.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Of(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        return Scalar(x, y);
    }
}
