using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Axpy
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void Scalar<T>(T a, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.FusedMultiplyAdd(a, x[i], y[i]);
    }
}
