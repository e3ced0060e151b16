using System.Numerics;
using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.LinearAlgebra;

public static partial class Cholesky
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    /// <remarks>Works on the upper triangle, whose rows are contiguous: row p of Lᵀ is finished by a division by the root of its pivot, and
    /// its multiples leave the rows below (right-looking form; Golub and Van Loan, "Matrix computations", 4th ed. 2013, §4.2.5).</remarks>
    internal static bool Plain<T>(Span<T> a, int n) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Triangle.CopyLowerToUpper(a, n);
        if (!FactorRows(SimdWidth.Scalar, a, n, 0, n))
            return false;
        Triangle.CopyUpperToLower(a, n);
        return true;
    }

    /// <summary>Finishes the rows of a range, from which those above are already taken, among each other.</summary>
    private static bool FactorRows<T>(SimdWidth width, Span<T> a, int n, int start, int end) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var p = start; p < end; p++)
        {
            var row = a.Slice(p * n + p, n - p);
            var pivot = row[0];
            if (!(pivot > T.Zero) || !T.IsFinite(pivot))
                return false;
            var root = T.Sqrt(pivot);
            Scale.By(width, T.One / root, row);
            row[0] = root;
            for (var i = p + 1; i < end; i++)
                Axpy.Add(width, -row[i - p], row[(i - p)..], a.Slice(i * n + i, n - i));
        }

        return true;
    }
}
