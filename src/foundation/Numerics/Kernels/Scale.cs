using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Multiplies a vector by a number.</summary>
public static partial class Scale
{
    /// <summary>x ← a·x in float.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">The vector, changed in place.</param>
    public static void By(float a, Span<float> x) => By(Simd.Width, a, x);

    /// <summary>x ← a·x in double.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">The vector, changed in place.</param>
    public static void By(double a, Span<double> x) => By(Simd.Width, a, x);

    /// <summary>The form for a register width, which a short vector may not fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void By<T>(SimdWidth width, T a, Span<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == SimdWidth.Bits512 && x.Length >= Register512<T>.Count)
            Vector<Register512<T>, T>(a, x);
        else if (width >= SimdWidth.Bits256 && x.Length >= Register256<T>.Count)
            Vector<Register256<T>, T>(a, x);
        else if (width >= SimdWidth.Bits128 && x.Length >= Register128<T>.Count)
            Vector<Register128<T>, T>(a, x);
        else
            Scalar(a, x);
    }
}
