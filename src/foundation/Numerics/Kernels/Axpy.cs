namespace Kirana.Numerics.Kernels;

/// <summary>Adds a multiple of one vector to another, with one rounding per element (fused multiply-add).</summary>
public static partial class Axpy
{
    /// <summary>y ← y + a·x in float.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">The vector to add.</param>
    /// <param name="y">The vector that grows, as long as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        Scalar(a, x, y);
    }

    /// <summary>y ← y + a·x in double.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">The vector to add.</param>
    /// <param name="y">The vector that grows, as long as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        Scalar(a, x, y);
    }
}
