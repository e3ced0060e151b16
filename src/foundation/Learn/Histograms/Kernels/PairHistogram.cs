using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Adds the pair (gradient, hessian) of each row to the cells that the row's bytes name.</summary>
/// <remarks>
/// A histogram is columns × codes cells of two doubles; byte b of column c names cell codes·c + b. Rows are added in their order, so the
/// vector form, which adds both numbers of a cell at once, has the bits of the scalar one at every register width.
/// A scatter of additions gains nothing from wider registers; what counts is one load, one addition and one store per cell, a fixed
/// distance between columns, and rows asked for before they are needed.
/// </remarks>
internal static partial class PairHistogram
{
    /// <summary>How many bytes, floats and doubles behind the last one used may be read or written.</summary>
    public const int Padding = 8;

    /// <summary>Adds rows <paramref name="start"/> … <paramref name="end"/> − 1 of the table.</summary>
    /// <param name="rows">The bytes, row by row, with <see cref="Padding"/> more behind the last row.</param>
    /// <param name="width">The distance between rows, a multiple of 4.</param>
    /// <param name="columns">How many columns to add, from the first byte of each row on.</param>
    /// <param name="codes">The cells of a column: <see cref="ColumnPacking.Codes"/> or <see cref="ColumnPacking.FewCodes"/>; every byte
    /// must be less, which is not checked.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table, with padding.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="cells">The histogram, a multiple of 4 columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRange(ReadOnlySpan<byte> rows, int width, int columns, int codes, ReadOnlySpan<float> pairs, int start, int end, Span<double> cells)
    {
        Check(rows, width, columns, codes, pairs, cells);
        // Rows begin at a tile's first column, so the last one is shorter than the others.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)(end - 1) * width + columns + Padding, rows.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(2L * end + 2, pairs.Length);
        if (!IsVectorized)
            ScalarRange(rows, width, columns, codes, pairs, start, end, cells);
        else if (codes == ColumnPacking.FewCodes)
            VectorRange<FewCodes>(rows, width, columns, pairs, start, end, cells);
        else
            VectorRange<AllCodes>(rows, width, columns, pairs, start, end, cells);
    }

    /// <summary>Adds the rows of the table that <paramref name="index"/> names.</summary>
    /// <param name="rows">The bytes, row by row, with <see cref="Padding"/> more behind the last row.</param>
    /// <param name="width">The distance between rows, a multiple of 4.</param>
    /// <param name="columns">How many columns to add, from the first byte of each row on.</param>
    /// <param name="codes">The cells of a column: <see cref="ColumnPacking.Codes"/> or <see cref="ColumnPacking.FewCodes"/>; every byte
    /// must be less, which is not checked.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table, with padding.</param>
    /// <param name="index">Rows of the table; each must exist, which is not checked.</param>
    /// <param name="cells">The histogram, a multiple of 4 columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(ReadOnlySpan<byte> rows, int width, int columns, int codes, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
    {
        Check(rows, width, columns, codes, pairs, cells);
        if (!IsVectorized)
            ScalarRows(rows, width, columns, codes, pairs, index, cells);
        else if (codes == ColumnPacking.FewCodes)
            VectorRows<FewCodes>(rows, width, columns, pairs, index, cells);
        else
            VectorRows<AllCodes>(rows, width, columns, pairs, index, cells);
    }

    // Two doubles are 128 bits: wider registers take the same form.
    private static bool IsVectorized
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Simd.Width != SimdWidth.Scalar && BitConverter.IsLittleEndian;
    }

    private static void Check(ReadOnlySpan<byte> rows, int width, int columns, int codes, ReadOnlySpan<float> pairs, Span<double> cells)
    {
        if (width < columns || columns < 1 || codes is not (ColumnPacking.FewCodes or ColumnPacking.Codes)
            || cells.Length < (columns + 3) / 4 * 4 * 2 * codes || rows.Length < Padding || pairs.Length < Padding)
            throw new ArgumentException($"{columns} columns of {codes} codes in rows of {width} bytes do not fit a histogram of {cells.Length} doubles.", nameof(cells));
    }

    /// <summary>The cells of a column, known when the kernel is compiled.</summary>
    internal interface ICodes
    {
        static abstract nuint Doubles { get; }
    }

    internal readonly struct FewCodes : ICodes
    {
        public static nuint Doubles => 2 * ColumnPacking.FewCodes;
    }

    internal readonly struct AllCodes : ICodes
    {
        public static nuint Doubles => 2 * ColumnPacking.Codes;
    }
}
