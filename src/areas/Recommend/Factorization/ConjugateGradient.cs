using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Factorization;

/// <summary>Improves the solutions of a few rows' systems by conjugate gradients, without forming their matrices.</summary>
/// <remarks>Takács, Pilászy and Tikk, RecSys 2011, algorithm 1. The error never grows from step to step, so the objective of the
/// factorisation falls even with one step. Rows take their steps together: what they have in common, YᵀY, then is one matrix product.</remarks>
internal static class ConjugateGradient
{
    /// <summary>A squared residual below this has no direction left to go.</summary>
    private const float Nothing = 1e-30f;

    /// <summary>How many rows of a width to improve together: so few that what they dealt with stays in the second-level cache from step to step.</summary>
    public static int RowsFor(int width) => Math.Clamp(4096 / width, 8, Side.RowsPerBlock);

    /// <summary>Floats of scratch for rows of a side.</summary>
    public static int ScratchFor(Side side) => (3 * side.Width + 1) * RowsFor(side.Width) + side.LongestRow;

    /// <summary>Takes up to <paramref name="steps"/> steps from the rows' vectors; a row takes fewer once its residual vanishes.</summary>
    /// <param name="side">The side the rows are of; their vectors become the improved solutions.</param>
    /// <param name="rows">The rows, each with feedback.</param>
    /// <param name="factors">Y, the vectors of the other side.</param>
    /// <param name="gram">YᵀY.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="scratch">As long as <see cref="ScratchFor"/> says.</param>
    public static void Improve(Side side, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, ReadOnlySpan<float> gram, int steps, Span<float> scratch)
    {
        var (count, width) = (rows.Length, side.Width);
        // The residual is A·x − b, so a direction is walked backwards.
        var residuals = scratch[..(count * width)];
        var directions = scratch.Slice(count * width, count * width);
        var products = scratch.Slice(2 * count * width, count * width);
        var squares = scratch.Slice(3 * count * width, count);
        var offsets = scratch.Slice((3 * width + 1) * count, side.LongestRow);

        for (var i = 0; i < count; i++)
            side.VectorOf(rows[i]).CopyTo(directions.Slice(i * width, width));
        Gemm.Multiply(count, width, width, directions, gram, residuals);
        for (var i = 0; i < count; i++)
        {
            // In one pass over the row's vectors: b = Σ (1 + c)·y joins the product as its offsets.
            var system = side.SystemOf(rows[i], factors, gram);
            var own = offsets[..system.Columns.Length];
            for (var j = 0; j < own.Length; j++)
                own[j] = -1 - system.Confidences[j];
            var residual = residuals.Slice(i * width, width);
            AddOwn(system, own, side.VectorOf(rows[i]), residual);
            squares[i] = Dot.Of(residual, residual);
        }

        residuals.CopyTo(directions);
        for (var step = 0; step < steps; step++)
        {
            Gemm.Multiply(count, width, width, directions, gram, products);
            for (var i = 0; i < count; i++)
            {
                if (squares[i] <= Nothing)
                    continue;
                var direction = directions.Slice(i * width, width);
                var product = products.Slice(i * width, width);
                AddOwn(side.SystemOf(rows[i], factors, gram), [], direction, product);
                var length = squares[i] / Dot.Of(direction, product);
                Axpy.Add(-length, direction, side.VectorOf(rows[i]));
                if (step == steps - 1)
                    continue;
                var residual = residuals.Slice(i * width, width);
                Axpy.Add(-length, product, residual);
                var next = Dot.Of(residual, residual);
                Scale.By(next / squares[i], direction);
                Axpy.Add(1, residual, direction);
                squares[i] = next;
            }
        }
    }

    /// <summary>Adds what a row's matrix has of its own, beside YᵀY, times a vector.</summary>
    private static void AddOwn(in RowSystem system, ReadOnlySpan<float> offsets, ReadOnlySpan<float> vector, Span<float> product)
    {
        Axpy.Add(system.Penalty, vector, product);
        GatheredRows.AddGramProduct(system.Factors, product.Length, system.Columns, system.Confidences, offsets, vector, product);
    }
}
