using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Metrics;

/// <summary>How far predicted numbers lie from what came.</summary>
/// <remarks>Every method takes the truths (n), the predictions (n) and the weight of each row (n; empty for 1 each), and throws
/// <see cref="ArgumentException"/> if lengths differ, there is no row, or a weight is negative or not finite.</remarks>
public static class RegressionErrors
{
    /// <summary>The root of the mean squared error.</summary>
    /// <param name="truths">What came.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="weights">The weight of each row.</param>
    public static double RootMeanSquare(ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default) =>
        Math.Sqrt(Mean<SquaredError>(default, truths, predictions, weights));

    /// <summary>The mean absolute error.</summary>
    /// <param name="truths">What came.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="weights">The weight of each row.</param>
    public static double MeanAbsolute(ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default) =>
        Mean<AbsoluteError>(default, truths, predictions, weights);

    /// <summary>R² = 1 − Σw(y − ŷ)² / Σw(y − ȳ)²: 1 for perfect predictions, 0 for the mean, below for worse; NaN where all truths are equal.</summary>
    /// <param name="truths">What came.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="weights">The weight of each row.</param>
    public static double Determination(ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default)
    {
        var error = Mean<SquaredError>(default, truths, predictions, weights);
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < truths.Length; row++)
        {
            sum += BinaryRows.Weight(weights, row) * truths[row];
            weight += BinaryRows.Weight(weights, row);
        }

        var (mean, spread) = (sum / weight, 0.0);
        for (var row = 0; row < truths.Length; row++)
            spread += BinaryRows.Weight(weights, row) * ((truths[row] - mean) * (truths[row] - mean));
        return spread > 0 ? 1 - error * weight / spread : double.NaN;
    }

    /// <summary>The mean pinball loss at a level q: q·(y − ŷ) where y lies above, (1 − q)·(ŷ − y) below; least for the q-quantile.</summary>
    /// <param name="truths">What came.</param>
    /// <param name="predictions">What was predicted.</param>
    /// <param name="level">q, between 0 and 1.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level lies outside (0, 1).</exception>
    public static double Pinball(ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, double level, ReadOnlySpan<float> weights = default) =>
        level is > 0 and < 1
            ? Mean(new PinballLoss(level), truths, predictions, weights)
            : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");

    /// <summary>The mean Tweedie deviance of power p: 0 normal, 1 Poisson, 2 gamma, between 1 and 2 sums with a share of zeros
    /// (Jørgensen, "The theory of dispersion models", 1997).</summary>
    /// <param name="truths">What came: from 0 up, above 0 for a power of 2 or more; any number for power 0.</param>
    /// <param name="predictions">The predicted means, above 0; any number for power 0.</param>
    /// <param name="power">p: 0, or 1 and more.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <exception cref="ArgumentException">A number lies outside what the power allows; the message names the row.</exception>
    public static double Deviance(ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, double power, ReadOnlySpan<float> weights = default)
    {
        if (power is not (0 or >= 1) || double.IsInfinity(power))
            throw new ArgumentOutOfRangeException(nameof(power), power, "A power is 0, or 1 and more.");
        if (power == 0)
            return Mean<SquaredError>(default, truths, predictions, weights);
        BinaryRows.Same(predictions.Length, truths.Length, nameof(predictions));
        for (var row = 0; row < truths.Length; row++)
            if (!(truths[row] >= 0) || (power >= 2 && truths[row] == 0) || !(predictions[row] > 0))
                throw new ArgumentException(
                    $"Row {row + 1} has the truth {truths[row]} and the prediction {predictions[row]}; a deviance of power {power} needs truths {(power >= 2 ? "above 0" : "from 0 up")} and predictions above 0.", nameof(truths));
        return Mean(new TweedieDeviance(power), truths, predictions, weights);
    }

    private static double Mean<TError>(TError error, ReadOnlySpan<double> truths, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights)
        where TError : struct, IRowError
    {
        if (truths.IsEmpty)
            throw new ArgumentException("There is no row to judge.", nameof(truths));
        BinaryRows.Same(predictions.Length, truths.Length, nameof(predictions));
        BinaryRows.CheckWeights(weights, truths.Length);
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < truths.Length; row++)
        {
            var own = BinaryRows.Weight(weights, row);
            sum += own * error.Of(truths[row], predictions[row]);
            weight += own;
        }

        return sum / weight;
    }

    private interface IRowError
    {
        double Of(double truth, double prediction);
    }

    private readonly struct SquaredError : IRowError
    {
        public double Of(double truth, double prediction) => (truth - prediction) * (truth - prediction);
    }

    private readonly struct AbsoluteError : IRowError
    {
        public double Of(double truth, double prediction) => Math.Abs(truth - prediction);
    }

    private readonly struct PinballLoss(double level) : IRowError
    {
        public double Of(double truth, double prediction) => Math.Max(level * (truth - prediction), (level - 1) * (truth - prediction));
    }

    private readonly struct TweedieDeviance(double power) : IRowError
    {
        public double Of(double y, double mean) => power switch
        {
            1 => 2 * ((y > 0 ? y * Elementary.Log(y / mean) : 0) - y + mean),
            2 => 2 * (Elementary.Log(mean / y) + y / mean - 1),
            _ => 2 * (Power(y, 2 - power) / ((1 - power) * (2 - power)) - y * Power(mean, 1 - power) / (1 - power) + Power(mean, 2 - power) / (2 - power)),
        };

        private static double Power(double x, double exponent) => x > 0 ? Elementary.Exp(exponent * Elementary.Log(x)) : 0;
    }
}
