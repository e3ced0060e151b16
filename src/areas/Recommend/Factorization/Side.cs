using Kirana.Numerics.Kernels;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>One side of a factorisation: users or items, with their vectors.</summary>
internal sealed class Side
{
    /// <summary>Rows of a block.</summary>
    public const int RowsPerBlock = 64;

    /// <summary>From so many floats on, 4 MB, vectors lie beyond the second-level cache and are read as brief floats. That rounding, at random
    /// and 2⁻⁸ at most, then changes the objective by about a millionth, as so many of them take part.</summary>
    private const int FewestBrief = 1 << 20;

    /// <param name="rows">αw of every pair with feedback.</param>
    /// <param name="penalty">The regularisation.</param>
    /// <param name="width">k.</param>
    /// <param name="exact">Whether the other side is solved exactly, and vectors are never read as brief floats.</param>
    public Side(SparseRows rows, FrequencyPenalty penalty, int width, bool exact)
    {
        Width = width;
        Rows = rows;
        Penalty = penalty;
        Penalties = new float[rows.RowCount];
        for (var row = 0; row < Penalties.Length; row++)
            Penalties[row] = penalty.Of(rows.ValuesOf(row));
        if ((long)rows.RowCount * width > Array.MaxLength)
            throw new ArgumentException($"{rows.RowCount} rows of {width} factors are more than one array holds ({Array.MaxLength}); lower Factors.");
        Factors = new float[rows.RowCount * width];
        Brief = exact || Factors.Length < FewestBrief ? null : new ushort[Factors.Length];
        var entries = new int[(rows.RowCount + RowsPerBlock - 1) / RowsPerBlock];
        for (var row = 0; row < rows.RowCount; row++)
        {
            entries[row / RowsPerBlock] += rows.LengthOf(row);
            LongestRow = Math.Max(LongestRow, rows.LengthOf(row));
        }

        Blocks = [.. Enumerable.Range(0, entries.Length).OrderByDescending(block => entries[block])];
    }

    /// <summary>k, the length of a vector.</summary>
    public int Width { get; }

    /// <summary>αw of every pair with feedback.</summary>
    public SparseRows Rows { get; }

    /// <summary>The rule behind <see cref="Penalties"/>.</summary>
    public FrequencyPenalty Penalty { get; }

    /// <summary>λ of each row.</summary>
    public float[] Penalties { get; }

    /// <summary>The vectors (rows × width). A row without feedback stays 0, which is its exact solution.</summary>
    public float[] Factors { get; }

    /// <summary>The vectors as brief floats, of when they were last turned: half as much to read for the rows of the other side. Null where it would not pay.</summary>
    public ushort[]? Brief { get; }

    /// <summary>The blocks of <see cref="RowsPerBlock"/> rows, those with most entries first: a long one late would leave threads
    /// idle at the end. Rows keep their order within a block, for rows in order are 1.3 times as fast as rows by length.</summary>
    public int[] Blocks { get; }

    /// <summary>The most entries of a row.</summary>
    public int LongestRow { get; }

    /// <summary>The rows of a block that have feedback.</summary>
    public int[] FilledRowsOf(int block) =>
        [.. Enumerable.Range(block * RowsPerBlock, Math.Min(RowsPerBlock, Rows.RowCount - block * RowsPerBlock)).Where(row => Rows.LengthOf(row) > 0)];

    /// <summary>The vectors of a block.</summary>
    public Span<float> VectorsOf(int block) =>
        Factors.AsSpan(block * RowsPerBlock * Width, Math.Min(RowsPerBlock, Rows.RowCount - block * RowsPerBlock) * Width);

    /// <summary>The vector of a row.</summary>
    public Span<float> VectorOf(int row) => Factors.AsSpan(row * Width, Width);

    /// <summary>The system of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="other">The other side.</param>
    /// <param name="spectrum">The diagonal of YᵀY, in the basis where it is diagonal.</param>
    public RowSystem SystemOf(int row, Side other, ReadOnlySpan<float> spectrum) =>
        new(other.Factors, spectrum, Rows.ColumnsOf(row), Rows.ValuesOf(row), Penalties[row], other.Brief);

    /// <summary>Σ λ‖x‖² over all rows.</summary>
    public double PenaltyPaid()
    {
        var sum = 0.0;
        for (var row = 0; row < Penalties.Length; row++)
            sum += (double)Penalties[row] * Dot.Of(VectorOf(row), VectorOf(row));
        return sum;
    }
}
