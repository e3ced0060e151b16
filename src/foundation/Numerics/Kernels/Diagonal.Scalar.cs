using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Diagonal
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar<T>(bool divides, ReadOnlySpan<T> diagonal, T shift, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = divides ? x[i] / (diagonal[i] + shift) : x[i] * (diagonal[i] + shift);
    }
}
