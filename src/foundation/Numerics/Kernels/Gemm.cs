using System.Numerics;

namespace Kirana.Numerics.Kernels;

/// <summary>Products of dense row-major matrices.</summary>
/// <remarks>Each element of the result is one chain of fused multiply-adds in the order of k, so neither blocking nor register
/// width changes a bit. The error of an element is at most k ulp of Σ|aᵢₖ·bₖⱼ|.</remarks>
public static partial class Gemm
{
    /// <summary>C = A·B in float.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B; 0 gives a C of zeros.</param>
    /// <param name="a">A, (m × k).</param>
    /// <param name="b">B, (k × n).</param>
    /// <param name="c">C, (m × n), overwritten; must not overlap A or B.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        Check(m, n, k, a.Length, b.Length, c.Length, k, n);
        Multiply(Simd.Width, m, n, k, a, b, c);
    }

    /// <summary>C = A·B in double.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B; 0 gives a C of zeros.</param>
    /// <param name="a">A, (m × k).</param>
    /// <param name="b">B, (k × n).</param>
    /// <param name="c">C, (m × n), overwritten; must not overlap A or B.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        Check(m, n, k, a.Length, b.Length, c.Length, k, n);
        Multiply(Simd.Width, m, n, k, a, b, c);
    }

    /// <summary>C = A·Bᵀ in float.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Rows of B, columns of C.</param>
    /// <param name="k">Columns of A and of B; 0 gives a C of zeros.</param>
    /// <param name="a">A, (m × k).</param>
    /// <param name="b">B, (n × k).</param>
    /// <param name="c">C, (m × n), overwritten; must not overlap A or B.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void MultiplyTransposed(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        Check(m, n, k, a.Length, b.Length, c.Length, n, k);
        MultiplyTransposed(Simd.Width, m, n, k, a, b, c);
    }

    /// <summary>C = A·Bᵀ in double.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Rows of B, columns of C.</param>
    /// <param name="k">Columns of A and of B; 0 gives a C of zeros.</param>
    /// <param name="a">A, (m × k).</param>
    /// <param name="b">B, (n × k).</param>
    /// <param name="c">C, (m × n), overwritten; must not overlap A or B.</param>
    /// <exception cref="ArgumentException">A span does not hold exactly its matrix.</exception>
    public static void MultiplyTransposed(int m, int n, int k, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        Check(m, n, k, a.Length, b.Length, c.Length, n, k);
        MultiplyTransposed(Simd.Width, m, n, k, a, b, c);
    }

    /// <summary>The form of C = A·B for a register width; the shapes fit.</summary>
    internal static void Multiply<T>(SimdWidth width, int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == SimdWidth.Scalar)
            Scalar(m, n, k, a, b, c);
        else
            Vector(width, m, n, k, new Strided<T>(a, k, 1), new Strided<T>(b, n, 1), c);
    }

    /// <summary>The form of C = A·Bᵀ for a register width; the shapes fit.</summary>
    internal static void MultiplyTransposed<T>(SimdWidth width, int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (width == SimdWidth.Scalar)
            ScalarTransposed(m, n, k, a, b, c);
        else
            Vector(width, m, n, k, new Strided<T>(a, k, 1), new Strided<T>(b, 1, k), c);
    }

    private static void Check(int m, int n, int k, int a, int b, int c, int rowsOfB, int columnsOfB)
    {
        Shapes.Matrix(a, m, k, nameof(a));
        Shapes.Matrix(b, rowsOfB, columnsOfB, nameof(b));
        Shapes.Matrix(c, m, n, nameof(c));
    }
}
