using System.Numerics;
using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.LinearAlgebra;

/// <summary>The Cholesky factorization A = L·Lᵀ of a symmetric positive definite matrix, and the solution of A·x = b by it.</summary>
/// <remarks>The bits are the same at every register width. Backward error: the factors are exact for a matrix within about
/// n·u·‖A‖ of A, u the unit roundoff (Higham, "Accuracy and stability of numerical algorithms", 2nd ed. 2002, theorem 10.3).</remarks>
public static partial class Cholesky
{
    /// <summary>Factors a float matrix in place.</summary>
    /// <param name="a">A, (n × n), row-major; only the lower triangle is read. On success the lower triangle holds L and the upper
    /// its transpose; on failure the contents are undefined.</param>
    /// <param name="n">The order of A; 0 succeeds.</param>
    /// <returns><see langword="false"/> if A is not positive definite to working precision, or holds NaN.</returns>
    /// <exception cref="ArgumentException">The span does not hold exactly n² elements.</exception>
    public static bool TryFactor(Span<float> a, int n)
    {
        Shapes.Matrix(a.Length, n, n, nameof(a));
        return TryFactor(Simd.Width, a, n);
    }

    /// <summary>Factors a double matrix in place.</summary>
    /// <param name="a">A, (n × n), row-major; only the lower triangle is read. On success the lower triangle holds L and the upper
    /// its transpose; on failure the contents are undefined.</param>
    /// <param name="n">The order of A; 0 succeeds.</param>
    /// <returns><see langword="false"/> if A is not positive definite to working precision, or holds NaN.</returns>
    /// <exception cref="ArgumentException">The span does not hold exactly n² elements.</exception>
    public static bool TryFactor(Span<double> a, int n)
    {
        Shapes.Matrix(a.Length, n, n, nameof(a));
        return TryFactor(Simd.Width, a, n);
    }

    /// <summary>Solves A·x = b in float.</summary>
    /// <param name="factor">What <see cref="TryFactor(Span{float}, int)"/> left, both triangles.</param>
    /// <param name="n">The order of A.</param>
    /// <param name="b">b on entry, x on return; n elements.</param>
    /// <exception cref="ArgumentException">A length does not fit n.</exception>
    public static void Solve(ReadOnlySpan<float> factor, int n, Span<float> b)
    {
        Shapes.Matrix(factor.Length, n, n, nameof(factor));
        Shapes.Equal(n, b.Length, nameof(b));
        Solve(Simd.Width, factor, n, b);
    }

    /// <summary>Solves A·x = b in double.</summary>
    /// <param name="factor">What <see cref="TryFactor(Span{double}, int)"/> left, both triangles.</param>
    /// <param name="n">The order of A.</param>
    /// <param name="b">b on entry, x on return; n elements.</param>
    /// <exception cref="ArgumentException">A length does not fit n.</exception>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        Shapes.Matrix(factor.Length, n, n, nameof(factor));
        Shapes.Equal(n, b.Length, nameof(b));
        Solve(Simd.Width, factor, n, b);
    }

    /// <summary>The form for a register width; the shape fits.</summary>
    internal static bool TryFactor<T>(SimdWidth width, Span<T> a, int n) where T : unmanaged, IFloatingPointIeee754<T> => width switch
    {
        SimdWidth.Bits512 => Blocked<Register512<T>, T>(width, a, n),
        SimdWidth.Bits256 => Blocked<Register256<T>, T>(width, a, n),
        SimdWidth.Bits128 => Blocked<Register128<T>, T>(width, a, n),
        _ => Plain(a, n),
    };

    /// <summary>L·y = b by the columns of L, which stand in the upper triangle as rows; then Lᵀ·x = y by those of Lᵀ, which are rows of L.</summary>
    internal static void Solve<T>(SimdWidth width, ReadOnlySpan<T> factor, int n, Span<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
        {
            var row = factor.Slice(i * n + i, n - i);
            b[i] /= row[0];
            Axpy.Add(width, -b[i], row[1..], b[(i + 1)..]);
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var row = factor.Slice(i * n, i + 1);
            b[i] /= row[i];
            Axpy.Add(width, -b[i], row[..i], b[..i]);
        }
    }
}
