using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Calibration;

/// <summary>Beta calibration of probabilities, p = 1 / (1 + exp(−(a·ln s − b·ln(1 − s) + c))) with a, b ≥ 0: it can leave good probabilities as
/// they are, which Platt's cannot, and correct both over- and under-confidence.</summary>
/// <remarks>Kull, Silva Filho and Flach, AISTATS 2017. If a or b comes out below 0 it is set to 0 and the other fitted anew, as there;
/// probabilities that point the wrong way are worth the mean alone.
/// Immutable and thread-safe.</remarks>
/// <param name="A">a, from 0 up.</param>
/// <param name="B">b, from 0 up.</param>
/// <param name="C">c.</param>
public sealed record BetaCalibration(double A, double B, double C) : IProbabilityCalibration
{
    private const double Edge = 1e-15;

    /// <summary>Fits the three numbers.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="probabilities">Probabilities of the positive class, in [0, 1] (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a probability lies outside [0, 1], or one class has no weight.</exception>
    public static BetaCalibration Fit(ReadOnlySpan<float> truths, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default)
    {
        Metrics.ProbabilityLoss.Check(truths, probabilities, weights);
        var (positive, negative) = CalibrationRows.Check(truths, probabilities, weights);
        var (both, targets) = (new double[2 * truths.Length], new double[truths.Length]);
        for (var row = 0; row < targets.Length; row++)
        {
            (both[2 * row], both[2 * row + 1]) = Features(probabilities[row]);
            targets[row] = truths[row] > 0 ? 1 : 0;
        }

        var found = LogisticMap.Fit(both, targets, weights, 2, [1, 1, 0]);
        if (found[0] >= 0 && found[1] >= 0)
            return new BetaCalibration(found[0], found[1], found[2]);
        var kept = found[0] < 0 ? 1 : 0;
        var one = new double[truths.Length];
        for (var row = 0; row < one.Length; row++)
            one[row] = both[2 * row + kept];
        var rest = LogisticMap.Fit(one, targets, weights, 1, [1, 0]);
        return rest[0] < 0 ? new BetaCalibration(0, 0, Elementary.Log(positive / negative))
            : kept == 0 ? new BetaCalibration(rest[0], 0, rest[1]) : new BetaCalibration(0, rest[0], rest[1]);
    }

    /// <inheritdoc/>
    /// <remarks>The score is a probability; below 0 counts as 0, above 1 as 1.</remarks>
    public double Probability(double score)
    {
        var (own, other) = Features(score);
        return 1 / (1 + Elementary.Exp(-(A * own + B * other + C)));
    }

    private static (double Log, double MinusLogOfRest) Features(double probability)
    {
        var inside = Math.Clamp(probability, Edge, 1 - Edge);
        return (Elementary.Log(inside), -Elementary.Log(1 - inside));
    }
}
