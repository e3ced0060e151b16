using System.Numerics;

namespace Kirana.Learn.Linear.Kernels;

internal static partial class Shifted
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar<T>(double shift, ReadOnlySpan<T> x, Span<double> result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            result[i] = double.CreateChecked(x[i]) - shift;
    }
}
