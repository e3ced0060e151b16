using System.Numerics;

namespace Kirana.Numerics.Kernels;

public static partial class Gemm
{
    /// <summary>The fast form: the bits of <see cref="Scalar{T}"/> at any register width.</summary>
    private static void Vector<T>(SimdWidth width, int m, int n, int k, Strided<T> a, Strided<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        c.Clear();
        switch (width)
        {
            case SimdWidth.Bits512:
                Product<Register512<T>, T>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register512<T>, T>.Whole);
                break;
            case SimdWidth.Bits256:
                Product<Register256<T>, T>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register256<T>, T>.Whole);
                break;
            default:
                Product<Register128<T>, T>.Add(m, n, k, a, b, c, n, subtract: false, Product<Register128<T>, T>.Whole);
                break;
        }
    }
}
