using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Adds the pairs of rows that lie side by side to the cells that the bytes of one column name.</summary>
/// <remarks>One column's cells stay in the first-level cache, where those of all columns of a wide table stay in none; but each column reads the
/// pairs again, so a narrow table is added row by row.</remarks>
internal static partial class ColumnHistogram
{
    /// <summary>Adds rows.</summary>
    /// <param name="column">The byte of each row; each must name a cell, which is not checked.</param>
    /// <param name="pairs">Gradient and hessian of each row.</param>
    /// <param name="cells">The pairs of the column.</param>
    public static void Add(ReadOnlySpan<byte> column, ReadOnlySpan<float> pairs, Span<double> cells)
    {
        if (pairs.Length < 2 * column.Length)
            throw new ArgumentException($"{column.Length} rows have {pairs.Length} numbers; expected two for each.", nameof(pairs));
        if (Simd.Width != SimdWidth.Scalar && BitConverter.IsLittleEndian)
            Vector(column, pairs, cells);
        else
            Scalar(column, pairs, cells);
    }
}
