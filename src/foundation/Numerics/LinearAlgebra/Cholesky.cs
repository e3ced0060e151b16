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
        return Factor(a, n);
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
        return Factor(a, n);
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
        for (var i = 0; i < n; i++)
        {
            b[i] /= factor[i * n + i];
            Axpy.Add(-b[i], factor.Slice(i * n + i + 1, n - i - 1), b[(i + 1)..]);
        }

        for (var i = n - 1; i >= 0; i--)
            b[i] = (b[i] - Dot.Of(factor.Slice(i * n + i + 1, n - i - 1), b[(i + 1)..])) / factor[i * n + i];
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
        for (var i = 0; i < n; i++)
        {
            b[i] /= factor[i * n + i];
            Axpy.Add(-b[i], factor.Slice(i * n + i + 1, n - i - 1), b[(i + 1)..]);
        }

        for (var i = n - 1; i >= 0; i--)
            b[i] = (b[i] - Dot.Of(factor.Slice(i * n + i + 1, n - i - 1), b[(i + 1)..])) / factor[i * n + i];
    }

    /// <summary>Works on the upper triangle, whose rows are contiguous: row j of U = Lᵀ is scaled and its multiples leave the rows below.</summary>
    private static bool Factor<T>(Span<T> a, int n) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                a[j * n + i] = a[i * n + j];

        for (var j = 0; j < n; j++)
        {
            var pivot = a[j * n + j];
            if (!(pivot > T.Zero) || !T.IsFinite(pivot))
                return false;
            var root = T.Sqrt(pivot);
            var row = a.Slice(j * n + j, n - j);
            foreach (ref var element in row)
                element /= root;
            row[0] = root;
            for (var i = j + 1; i < n; i++)
                Axpy.Scalar(-row[i - j], row[(i - j)..], a.Slice(i * n + i, n - i));
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                a[i * n + j] = a[j * n + i];
        return true;
    }
}
