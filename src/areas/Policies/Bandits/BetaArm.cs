using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Policies.Bandits;

/// <summary>What is believed of the chance that showing something succeeds: a Beta(α, β) distribution, which successes and failures sharpen.</summary>
/// <param name="Alpha">α, positive: 1 and the successes, if nothing was believed before.</param>
/// <param name="Beta">β, positive: 1 and the failures.</param>
public readonly record struct BetaArm(double Alpha, double Beta)
{
    /// <summary>Nothing is known: every chance is as likely.</summary>
    public static BetaArm Unknown => new(1, 1);

    /// <summary>The expected chance, α / (α + β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>What is believed after more was seen.</summary>
    /// <param name="successes">Successes, 0 or more.</param>
    /// <param name="failures">Failures, 0 or more.</param>
    public BetaArm After(double successes, double failures) => new(Alpha + successes, Beta + failures);

    /// <summary>Draws a chance that may be the true one.</summary>
    /// <param name="random">Where randomness comes from.</param>
    /// <remarks>X / (X + Y) of two gamma numbers, by Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">α or β is not positive and finite.</exception>
    public double Draw(ref RandomStream random)
    {
        var (x, y) = (LogGamma(Alpha, ref random), LogGamma(Beta, ref random));
        // By logarithms, since gamma numbers of a small shape underflow.
        return 1 / (1 + Elementary.Exp(y - x));
    }

    private static double LogGamma(double shape, ref RandomStream random)
    {
        if (!(shape > 0) || !double.IsFinite(shape))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "An arm's α and β are positive and finite.");
        // Below 1: a gamma number of shape + 1 times U^(1/shape) (§6 of the paper).
        var boost = shape < 1 ? Elementary.Log(1 - random.NextDouble()) / shape : 0;
        var d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var z = random.NextGaussian();
            var v = 1 + c * z;
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Elementary.Log(1 - random.NextDouble()) < 0.5 * z * z + d - d * v + d * Elementary.Log(v))
                return Elementary.Log(d * v) + boost;
        }
    }
}
