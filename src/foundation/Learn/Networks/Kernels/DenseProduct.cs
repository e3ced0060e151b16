using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>C ← C + A·B for matrices that may lie transposed: the three products of a layer.</summary>
/// <remarks>Each element of C is one chain of fused multiply-adds in the order of k from the value it had, so that neither the register width
/// nor a division of the rows among threads changes a bit.</remarks>
internal static partial class DenseProduct
{
    /// <summary>C ← C + A·B.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C (m × n), row-major.</param>
    public static void Add(int m, int n, int k, Strided<float> a, Strided<float> b, Span<float> c) => Add(Simd.Width, m, n, k, a, b, c);

    internal static void Add(SimdWidth width, int m, int n, int k, Strided<float> a, Strided<float> b, Span<float> c)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Product<Register512<float>, float>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register512<float>, float>.Whole);
                break;
            case SimdWidth.Bits256:
                Product<Register256<float>, float>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register256<float>, float>.Whole);
                break;
            case SimdWidth.Bits128:
                Product<Register128<float>, float>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register128<float>, float>.Whole);
                break;
            default:
                Scalar(m, n, k, a, b, c);
                break;
        }
    }
}
