using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

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
        return Of(Simd.Width, x, y);
    }

    /// <summary>Σ xᵢ·yᵢ of two vectors of double; 0 if they are empty.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, as long as the first.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        return Of(Simd.Width, x, y);
    }

    /// <summary>Σ xᵢ·yᵢ of two vectors of 8-bit integers, exact up to 131,071 elements and modulo 2³² beyond; 0 if they are empty.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, as long as the first.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Of(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y)
    {
        Shapes.Equal(x.Length, y.Length, nameof(y));
        return Of(Simd.Width, x, y);
    }

    /// <summary>The form for a register width; the lengths are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Of<T>(SimdWidth width, ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IFloatingPointIeee754<T> =>
        width switch
        {
            SimdWidth.Bits512 => Vector<Register512<T>, T>(x, y),
            SimdWidth.Bits256 => Vector<Register256<T>, T>(x, y),
            SimdWidth.Bits128 => Vector<Register128<T>, T>(x, y),
            _ => Scalar(x, y),
        };

    /// <inheritdoc cref="Of{T}(SimdWidth, ReadOnlySpan{T}, ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Of(SimdWidth width, ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> y) => width switch
    {
        SimdWidth.Bits512 when Avx512BW.IsSupported => Bytes512(x, y),
        SimdWidth.Bits512 or SimdWidth.Bits256 when Avx2.IsSupported => Bytes256(x, y),
        SimdWidth.Scalar => Scalar(x, y),
        _ => Bytes128(x, y),
    };
}
