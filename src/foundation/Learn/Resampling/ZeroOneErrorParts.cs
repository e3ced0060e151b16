using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Resampling;

/// <summary>The expected share of wrong classes of a learner and its parts, by two definitions.</summary>
/// <remarks>
/// Domingos, "A unified bias-variance decomposition", ICML 2000: a row is biased where the class predicted most often is wrong; variance is
/// how often another class is predicted. On unbiased rows it costs, on biased rows it helps where it hits the right class:
/// Error = Bias + UnbiasedVariance − BiasedVariance.
/// Kohavi and Wolpert, "Bias plus variance decomposition for zero-one loss functions", ICML 1996: with p the shares of predicted classes at
/// a row, bias² ½·Σ(1[y = k] − pₖ)² and variance ½·(1 − Σpₖ²): Error = SquaredBias + Spread.
/// Both equations hold exactly. The class of a test row counts as the best one, so noise is part of the bias. Of classes predicted equally
/// often the first is taken.
/// </remarks>
/// <param name="Error">The mean share of wrong classes over samples and test rows.</param>
/// <param name="Bias">Domingos: the share of rows whose most frequent prediction is wrong.</param>
/// <param name="UnbiasedVariance">Domingos: on the other rows, the share of predictions that are wrong.</param>
/// <param name="BiasedVariance">Domingos: on the biased rows, the share of predictions that are right.</param>
/// <param name="SquaredBias">Kohavi and Wolpert: bias².</param>
/// <param name="Spread">Kohavi and Wolpert: variance.</param>
public sealed record ZeroOneErrorParts(
    Interval Error, Interval Bias, Interval UnbiasedVariance, Interval BiasedVariance, Interval SquaredBias, Interval Spread)
{
    internal static ZeroOneErrorParts Of(double[] predictions, float[] targets, BiasVarianceStudy study)
    {
        var (rows, samples) = (targets.Length, study.Samples);
        var parts = Enumerable.Range(0, 6).Select(_ => new double[rows]).ToArray();
        for (var i = 0; i < rows; i++)
        {
            var counts = new SortedDictionary<double, int>();
            foreach (var prediction in predictions.AsSpan(i * samples, samples))
                counts[prediction] = counts.GetValueOrDefault(prediction) + 1;
            var right = (double)counts.GetValueOrDefault(targets[i]) / samples;
            var isBiased = counts.MaxBy(count => count.Value).Key != targets[i];
            var squares = counts.Values.Sum(count => (double)count * count) / ((double)samples * samples);
            parts[0][i] = 1 - right;
            parts[1][i] = isBiased ? 1 : 0;
            parts[2][i] = isBiased ? 0 : 1 - right;
            parts[3][i] = isBiased ? right : 0;
            parts[4][i] = (1 - 2 * right + squares) / 2;
            parts[5][i] = (1 - squares) / 2;
        }

        var means = Array.ConvertAll(parts, study.Mean);
        return new ZeroOneErrorParts(means[0], means[1], means[2], means[3], means[4], means[5]);
    }
}
