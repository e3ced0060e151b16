using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Gemm
{
    /// <summary>The plain form of C = A·B that defines the bits of the result.</summary>
    internal static void Scalar<T>(int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        c.Clear();
        for (var i = 0; i < m; i++)
            for (var l = 0; l < k; l++)
                Axpy.Scalar(a[i * k + l], b.Slice(l * n, n), c.Slice(i * n, n));
    }

    /// <summary>The plain form of C = A·Bᵀ that defines the bits of the result.</summary>
    internal static void ScalarTransposed<T>(int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = T.Zero;
                for (var l = 0; l < k; l++)
                    sum = T.FusedMultiplyAdd(a[i * k + l], b[j * k + l], sum);
                c[i * n + j] = sum;
            }
    }
}
