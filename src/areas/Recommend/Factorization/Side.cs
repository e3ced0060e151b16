using Kirana.Numerics.Kernels;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>One side of a factorisation: users or items, with their vectors.</summary>
internal sealed class Side
{
    private readonly int _width;

    public Side(SparseRows rows, FrequencyPenalty penalty, int width)
    {
        _width = width;
        Rows = rows;
        Penalty = penalty;
        Penalties = new float[rows.RowCount];
        for (var row = 0; row < Penalties.Length; row++)
            Penalties[row] = penalty.Of(rows.ValuesOf(row));
        if ((long)rows.RowCount * width > Array.MaxLength)
            throw new ArgumentException($"{rows.RowCount} rows of {width} factors are more than one array holds ({Array.MaxLength}); lower Factors.");
        Factors = new float[rows.RowCount * width];
        Order = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.LengthOf(row) > 0).OrderByDescending(rows.LengthOf)];
        LongestRow = Order.Length == 0 ? 0 : rows.LengthOf(Order[0]);
    }

    /// <summary>αw of every pair with feedback.</summary>
    public SparseRows Rows { get; }

    /// <summary>The rule behind <see cref="Penalties"/>.</summary>
    public FrequencyPenalty Penalty { get; }

    /// <summary>λ of each row.</summary>
    public float[] Penalties { get; }

    /// <summary>The vectors (rows × width). A row without feedback stays 0, which is its exact solution.</summary>
    public float[] Factors { get; }

    /// <summary>The rows with feedback, longest first: long rows late would leave threads idle at the end.</summary>
    public int[] Order { get; }

    /// <summary>The most entries of a row.</summary>
    public int LongestRow { get; }

    /// <summary>The vector of a row.</summary>
    public Span<float> VectorOf(int row) => Factors.AsSpan(row * _width, _width);

    /// <summary>Σ λ‖x‖² over all rows.</summary>
    public double PenaltyPaid()
    {
        var sum = 0.0;
        for (var row = 0; row < Penalties.Length; row++)
            sum += (double)Penalties[row] * Dot.Of(VectorOf(row), VectorOf(row));
        return sum;
    }
}
