using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Calibration;

/// <summary>Platt's calibration, p = 1 / (1 + exp(−(a·s + b))): right where scores of both classes are bell-shaped, as margins often are; needs few rows.</summary>
/// <remarks>Platt, "Probabilistic outputs for support vector machines" (1999), with his targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) that
/// keep few rows from certainty, and the optimiser of Lin, Lin and Weng (2007). Immutable and thread-safe.</remarks>
/// <param name="Slope">a; not below 0.</param>
/// <param name="Intercept">b.</param>
public sealed record PlattCalibration(double Slope, double Intercept) : IProbabilityCalibration
{
    /// <summary>Fits the two numbers.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="scores">Finite scores, the higher the likelier positive (n).</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not finite, or one class has no weight.</exception>
    public static PlattCalibration Fit(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights = default)
    {
        var (positive, negative) = CalibrationRows.Check(truths, scores, weights);
        var (high, low) = ((positive + 1) / (positive + 2), 1 / (negative + 2));
        var targets = new double[truths.Length];
        for (var row = 0; row < targets.Length; row++)
            targets[row] = truths[row] > 0 ? high : low;
        var found = LogisticMap.Fit(scores, targets, weights, 1, [0, Elementary.Log((positive + 1) / (negative + 1))]);
        // A score that points the wrong way is worth nothing; turning it round would hide that.
        return found[0] >= 0 ? new PlattCalibration(found[0], found[1]) : new PlattCalibration(0, Elementary.Log(positive / negative));
    }

    /// <inheritdoc/>
    public double Probability(double score) => 1 / (1 + Elementary.Exp(-(Slope * score + Intercept)));
}
