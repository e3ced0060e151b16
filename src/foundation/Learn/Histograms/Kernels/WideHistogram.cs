using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Adds the pair (gradient, hessian) of each row to the cell of its bin, for one feature whose bins take two bytes.</summary>
/// <remarks>Rows are added in their order, so the vector form, which adds both numbers of a cell at once, has the bits of the scalar one.</remarks>
internal static partial class WideHistogram
{
    /// <summary>Adds the rows that <paramref name="index"/> names.</summary>
    /// <param name="bins">The bin of each row of the table.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="index">Rows of the table; each must exist, which is not checked.</param>
    /// <param name="cells">Gradient and hessian of each bin; every row's bin must be one, which is not checked.</param>
    public static void AddRows(ReadOnlySpan<ushort> bins, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
    {
        if (pairs.Length < 2L * bins.Length)
            throw new ArgumentException($"{bins.Length} rows have {pairs.Length} floats; expected two for each row.", nameof(pairs));
        if (Simd.Width == SimdWidth.Scalar || !BitConverter.IsLittleEndian)
            ScalarRows(bins, pairs, index, cells);
        else
            VectorRows(bins, pairs, index, cells);
    }
}
