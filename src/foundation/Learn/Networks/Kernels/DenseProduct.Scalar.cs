using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

internal static partial class DenseProduct
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar(int m, int n, int k, Strided<float> a, Strided<float> b, Span<float> c)
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
                for (var l = 0; l < k; l++)
                    c[i * n + j] = float.FusedMultiplyAdd(a.From(i, l)[0], b.From(l, j)[0], c[i * n + j]);
    }
}
