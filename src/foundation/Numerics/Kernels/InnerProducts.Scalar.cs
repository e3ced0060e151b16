using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class InnerProducts
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void Scalar<T>(ReadOnlySpan<T> vectors, int count, int length, Span<double> gram)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < count; i++)
            for (var j = i; j < count; j++)
                gram[i * count + j] += double.CreateTruncating(Dot.Scalar(vectors.Slice(i * length, length), vectors.Slice(j * length, length)));
    }
}
