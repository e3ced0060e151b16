using System.Numerics;
using System.Runtime.CompilerServices;

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
        Add(Simd.Width, a, x, y);
    }

    /// <summary>y ← y + a·x in double.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">The vector to add.</param>
    /// <param name="y">The vector that grows, as long as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        Add(Simd.Width, a, x, y);
    }

    /// <summary>The form for a register width, which a short vector may not fill; the lengths are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<T>(SimdWidth width, T a, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == SimdWidth.Bits512 && x.Length >= Register512<T>.Count)
            Vector<Register512<T>, T>(a, x, y);
        else if (width >= SimdWidth.Bits256 && x.Length >= Register256<T>.Count)
            Vector<Register256<T>, T>(a, x, y);
        else if (width >= SimdWidth.Bits128 && x.Length >= Register128<T>.Count)
            Vector<Register128<T>, T>(a, x, y);
        else
            Scalar(a, x, y);
    }
}
