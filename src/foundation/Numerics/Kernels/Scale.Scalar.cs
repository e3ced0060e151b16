using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Scale
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void Scalar<T>(T a, Span<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (ref var element in x)
            element *= a;
    }
}
