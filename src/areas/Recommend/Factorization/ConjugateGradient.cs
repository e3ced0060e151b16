using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Factorization;

/// <summary>Improves the solution of a row's system by conjugate gradients, without forming its matrix.</summary>
/// <remarks>Takács, Pilászy and Tikk, RecSys 2011, algorithm 1. The error never grows from step to step, so the objective of the
/// factorisation falls even with one step.</remarks>
internal static class ConjugateGradient
{
    /// <summary>A squared residual below this has no direction left to go.</summary>
    private const float Nothing = 1e-30f;

    /// <summary>Floats of scratch for vectors of a width and rows of a length.</summary>
    public static int ScratchFor(int width, int longestRow) => 4 * width + longestRow;

    /// <summary>Takes up to <paramref name="steps"/> steps from <paramref name="x"/>, fewer once the residual vanishes.</summary>
    /// <param name="system">The system.</param>
    /// <param name="every">0 … width − 1: all rows of the Gram matrix.</param>
    /// <param name="x">The start; becomes the improved solution.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="scratch">As long as <see cref="ScratchFor"/> says.</param>
    public static void Improve(in RowSystem system, ReadOnlySpan<int> every, Span<float> x, int steps, Span<float> scratch)
    {
        var width = x.Length;
        // The residual is A·x − b, so a direction is walked backwards.
        var residual = scratch[..width];
        var direction = scratch.Slice(width, width);
        var spare = scratch.Slice(2 * width, width);
        var product = scratch.Slice(3 * width, width);
        var offsets = scratch.Slice(4 * width, system.Columns.Length);

        // In one pass over the row's vectors: b = Σ (1 + c)·y joins the product as its offsets.
        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = -1 - system.Confidences[i];
        Multiply(system, every, x, offsets, residual);
        residual.CopyTo(direction);

        var square = Dot.Of(residual, residual);
        for (var step = 0; step < steps && square > Nothing; step++)
        {
            Multiply(system, every, direction, [], product);
            var length = square / Dot.Of(direction, product);
            Axpy.Add(-length, direction, x);
            if (step == steps - 1)
                break;
            Axpy.Add(-length, product, residual);
            var next = Dot.Of(residual, residual);
            residual.CopyTo(spare);
            Axpy.Add(next / square, direction, spare);
            var used = direction;
            direction = spare;
            spare = used;
            square = next;
        }
    }

    private static void Multiply(in RowSystem system, ReadOnlySpan<int> every, ReadOnlySpan<float> vector, ReadOnlySpan<float> offsets, Span<float> product)
    {
        product.Clear();
        Axpy.Add(system.Penalty, vector, product);
        GatheredRows.AddWeighted(system.Gram, product.Length, every, vector, product);
        GatheredRows.AddGramProduct(system.Factors, product.Length, system.Columns, system.Confidences, offsets, vector, product);
    }
}
