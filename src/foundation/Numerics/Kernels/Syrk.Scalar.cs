using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Syrk
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void Scalar<T>(ReadOnlySpan<T> rows, int count, int width, Span<T> gram)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < count; row++)
        {
            var x = rows.Slice(row * width, width);
            for (var i = 0; i < width; i++)
                Axpy.Scalar(x[i], x[i..], gram.Slice(i * width + i, width - i));
        }

        Triangle.CopyUpperToLower(gram, width);
    }
}
