using Kirana.Learn.Metrics;

namespace Kirana.Learn.Calibration;

/// <summary>What calibrations demand of their rows.</summary>
internal static class CalibrationRows
{
    /// <returns>The weight of the positive and of the negative rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, a score is not finite, or one class has no weight.</exception>
    public static (double Positive, double Negative) Check(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights)
    {
        BinaryRows.Check(truths, scores, weights);
        var (positive, negative) = (0.0, 0.0);
        for (var row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
                throw new ArgumentException($"The score of row {row + 1} is {scores[row]}; expected a finite number.", nameof(scores));
            var weight = BinaryRows.Weight(weights, row);
            (positive, negative) = truths[row] > 0 ? (positive + weight, negative) : (positive, negative + weight);
        }

        return positive > 0 && negative > 0 ? (positive, negative) : throw new ArgumentException(
            $"The positive rows weigh {positive}, the negative ones {negative}; a calibration needs both classes.", nameof(truths));
    }
}
