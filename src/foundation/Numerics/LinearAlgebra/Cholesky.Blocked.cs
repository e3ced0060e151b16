using System.Numerics;
using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.LinearAlgebra;

public static partial class Cholesky
{
    /// <summary>Rows finished by vector operations before their product is taken from the rest of an outer block.</summary>
    private const int InnerRows = 8;

    /// <summary>Rows whose product is taken from all rows below at once, while it fits the first-level cache.</summary>
    private const int OuterRows = 64;

    /// <summary>The fast form: the bits of <see cref="Plain{T}"/>, since every element still takes its products in the order of the rows.</summary>
    private static bool Blocked<TRegister, T>(SimdWidth width, Span<T> a, int n)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Triangle.CopyLowerToUpper(a, n);
        for (var outer = 0; outer < n; outer += OuterRows)
        {
            var outerEnd = Math.Min(outer + OuterRows, n);
            for (var inner = outer; inner < outerEnd; inner += InnerRows)
            {
                var innerEnd = Math.Min(inner + InnerRows, outerEnd);
                if (!FactorRows(width, a, n, inner, innerEnd))
                    return false;
                Subtract<TRegister, T>(a, n, inner, innerEnd, outerEnd);
            }

            Subtract<TRegister, T>(a, n, outer, outerEnd, n);
        }

        Triangle.CopyUpperToLower(a, n);
        return true;
    }

    /// <summary>Takes the product of the finished rows [start, end) from the rows [end, last).</summary>
    private static void Subtract<TRegister, T>(Span<T> a, int n, int start, int end, int last)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (end == last)
            return;
        // Beginning at a multiple of the tile's width leaves no partial tile on the right; what it computes left of the diagonal is not used.
        var left = end / Tile<TRegister, T>.Columns * Tile<TRegister, T>.Columns;
        var rows = new Strided<T>(a[(start * n + end)..], 1, n);
        var columns = new Strided<T>(a[(start * n + left)..], n, 1);
        Product<TRegister, T>.Add(
            last - end, n - left, end - start, rows, columns, a[(end * n + left)..], n, subtract: true, right: left - end);
    }
}
