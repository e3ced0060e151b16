using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Hierarchy;

/// <summary>How far correlations are shrunk towards none.</summary>
/// <remarks>
/// Schäfer and Strimmer, "A shrinkage approach to large-scale covariance matrix estimation", Statistical Applications in Genetics and
/// Molecular Biology 4 (2005), as used by Wickramasuriya, Athanasopoulos and Hyndman, JASA 114 (2019): λ = Σ Var(rᵢⱼ) / Σ rᵢⱼ² over i ≠ j.
/// With x the residuals divided by their root mean square, errors have mean 0, and w = xᵢxⱼ at each of T steps,
/// rᵢⱼ = Σw/T and Var(rᵢⱼ) = (Σw² − (Σw)²/T) / (T (T − 1)). Both sums over all pairs need only products between steps:
/// Σᵢⱼ (Σw)² is the squared norm of XXᵀ, a T × T matrix, and Σᵢⱼ Σw² = Σₜ (Σᵢ x²)². So the cost is N·T², not N²·T.
/// </remarks>
internal static class ShrinkageIntensity
{
    private const int BlockSize = 512;

    /// <param name="errors">One row of residuals each series.</param>
    /// <param name="variances">Their mean squares, or a trifle for a row of zeros.</param>
    /// <param name="steps">T, at least 2.</param>
    public static double Of(double[] errors, double[] variances, int steps)
    {
        var gram = new double[steps * steps];
        var scaled = new double[BlockSize * steps];
        var (ownFourth, ownSquare) = (0.0, 0.0);
        for (var start = 0; start < variances.Length; start += BlockSize)
        {
            var count = Math.Min(BlockSize, variances.Length - start);
            for (var i = 0; i < count; i++)
            {
                var row = scaled.AsSpan(i * steps, steps);
                errors.AsSpan((start + i) * steps, steps).CopyTo(row);
                Scale.By(1 / Math.Sqrt(variances[start + i]), row);
                var square = Dot.Of(row, row);
                ownSquare += square * square;
                foreach (var x in row)
                    ownFourth += x * x * x * x;
            }

            Syrk.AddGram(scaled.AsSpan(0, count * steps), count, steps, gram);
        }

        // XXᵀ holds Σᵢ x² on its diagonal.
        var fourth = 0.0;
        for (var t = 0; t < steps; t++)
            fourth += gram[t * steps + t] * gram[t * steps + t];
        var squares = Dot.Of(gram, gram) - ownSquare;
        var variance = (fourth - ownFourth - squares / steps) / (steps * (steps - 1.0));
        var correlation = squares / ((double)steps * steps);
        return correlation > 0 ? Math.Clamp(variance / correlation, 0, 1) : 1;
    }
}
