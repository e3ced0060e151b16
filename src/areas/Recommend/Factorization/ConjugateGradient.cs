using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Factorization;

/// <summary>Improves the solution of a row's system by preconditioned conjugate gradients, without forming its matrix.</summary>
/// <remarks>Takács, Pilászy and Tikk, RecSys 2011, algorithm 1, in the basis of <see cref="FactorBasis"/> and preconditioned by Λ + λI: the matrix then is
/// the identity and as many directions as the row has entries, most of them short, so a step or two tell nearly all. The error
/// never grows from step to step, so from the row's last vector the objective of the factorisation falls even with one step.</remarks>
internal static class ConjugateGradient
{
    /// <summary>A squared residual below this has no direction left to go.</summary>
    private const double Nothing = 1e-30;

    /// <summary>Floats of scratch for the rows of a side.</summary>
    public static int ScratchFor(Side side) => 4 * side.Width + 2 * side.LongestRow;

    /// <summary>Takes up to <paramref name="steps"/> steps from the row's vector or from 0; fewer once its residual vanishes.</summary>
    /// <param name="system">The system, in the basis where YᵀY is diagonal.</param>
    /// <param name="fromZero">Whether the steps begin at 0; what the row's vector was is then lost.</param>
    /// <param name="x">The row's vector; becomes the improved solution.</param>
    /// <param name="scores">Takes y·x of every entry.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="scratch">As long as <see cref="ScratchFor"/> says.</param>
    public static void Improve(in RowSystem system, bool fromZero, Span<float> x, Span<float> scores, int steps, Span<float> scratch)
    {
        var width = x.Length;
        var confidences = system.Confidences;
        // The residual is A·x − b, so a direction is walked backwards. A direction is kept as h = (Λ + λI)·p.
        var residual = scratch[..width];
        var shifted = scratch.Slice(width, width);
        var direction = scratch.Slice(2 * width, width);
        var product = scratch.Slice(3 * width, width);
        var offsets = scratch.Slice(4 * width, confidences.Length);
        var along = scratch.Slice(4 * width + confidences.Length, confidences.Length);

        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = -1 - confidences[i];
        if (fromZero)
        {
            x.Clear();
            scores.Clear();
            residual.Clear();
            system.AddWeighted(offsets, residual);
        }
        else
        {
            Diagonal.Multiply(system.Gram, system.Penalty, x, residual);
            // In one pass over the row's vectors: b = Σ (1 + c)·y joins the product as its offsets.
            system.AddGramProduct(offsets, x, scores, residual);
        }

        residual.CopyTo(shifted);
        Diagonal.Solve(system.Gram, system.Penalty, shifted, direction);
        double square = Dot.Of(residual, direction);
        for (var step = 1; square > Nothing; step++)
        {
            shifted.CopyTo(product);
            if (step < steps)
                system.AddGramProduct([], direction, along, product);
            else
                system.Products(direction, along);
            var length = (float)(square / Curvature(shifted, direction, confidences, along));
            Axpy.Add(-length, direction, x);
            Axpy.Add(-length, along, scores);
            if (step == steps)
                break;
            Axpy.Add(-length, product, residual);
            Diagonal.Solve(system.Gram, system.Penalty, residual, direction);
            double next = Dot.Of(residual, direction);
            Scale.By((float)(next / square), shifted);
            Axpy.Add(1, residual, shifted);
            Diagonal.Solve(system.Gram, system.Penalty, shifted, direction);
            square = next;
        }
    }

    /// <summary>pᵀAp = hᵀp + Σ c·(y·p)².</summary>
    private static double Curvature(ReadOnlySpan<float> shifted, ReadOnlySpan<float> direction, ReadOnlySpan<float> confidences, ReadOnlySpan<float> along)
    {
        double sum = Dot.Of(shifted, direction);
        for (var i = 0; i < along.Length; i++)
            sum += (double)confidences[i] * along[i] * along[i];
        return sum;
    }
}
