using System.Numerics;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear.Kernels;

/// <summary>x − m in double of numbers of either kind.</summary>
/// <remarks>Widening is exact and the difference rounds once, so the bits are the same at every register width.</remarks>
internal static partial class Shifted
{
    /// <summary>result ← x − shift.</summary>
    public static void By(double shift, ReadOnlySpan<float> x, Span<double> result) => By(Simd.Width, shift, x, result);

    /// <inheritdoc cref="By(double, ReadOnlySpan{float}, Span{double})"/>
    public static void By(double shift, ReadOnlySpan<double> x, Span<double> result) => By(Simd.Width, shift, x, result);

    internal static void By<T>(SimdWidth width, double shift, ReadOnlySpan<T> x, Span<double> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Length != result.Length)
            throw new ArgumentException($"There are {x.Length} numbers and {result.Length} places.", nameof(result));
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<Register512<double>, T>(shift, x, result);
                break;
            case SimdWidth.Bits256:
                Vector<Register256<double>, T>(shift, x, result);
                break;
            case SimdWidth.Bits128:
                Vector<Register128<double>, T>(shift, x, result);
                break;
            default:
                Scalar(shift, x, result);
                break;
        }
    }
}
