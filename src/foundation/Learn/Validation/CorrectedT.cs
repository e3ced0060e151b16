using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>Intervals and tests of means over folds, whose training rows overlap: the corrected resampled t statistic.</summary>
/// <remarks>Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52 (2003): the variance of the mean of J figures is taken as
/// (1/J + n₂/n₁)·s², n₂ rows held out for n₁ trained on, with J − 1 degrees of freedom.</remarks>
internal static class CorrectedT
{
    /// <summary>The mean of some figures and its interval.</summary>
    /// <param name="figures">A figure for each fold; those that are NaN do not count.</param>
    /// <param name="heldShare">n₂/n₁.</param>
    /// <param name="level">The level of the interval.</param>
    public static Interval Interval(IReadOnlyList<double> figures, double heldShare, double level)
    {
        var (mean, error, freedom) = Of(figures, heldShare);
        if (freedom < 1)
            return new Interval(mean, double.NaN, double.NaN);
        var half = StudentDistribution.Quantile((1 + level) / 2, freedom) * error;
        return new Interval(mean, mean - half, mean + half);
    }

    /// <summary>The two-sided probability of a mean at least as far from 0, where it is 0.</summary>
    public static double Probability(IReadOnlyList<double> differences, double heldShare)
    {
        var (mean, error, freedom) = Of(differences, heldShare);
        if (freedom < 1)
            return double.NaN;
        return error > 0 ? 2 * StudentDistribution.Above(Math.Abs(mean / error), freedom) : mean is 0 ? 1 : 0;
    }

    private static (double Mean, double Error, int Freedom) Of(IReadOnlyList<double> figures, double heldShare)
    {
        var known = figures.Where(figure => !double.IsNaN(figure)).ToArray();
        if (known.Length == 0)
            return (double.NaN, double.NaN, 0);
        var (mean, squares) = (known.Average(), 0.0);
        foreach (var figure in known)
            squares += (figure - mean) * (figure - mean);
        return (mean, known.Length < 2 ? double.NaN : Math.Sqrt((1.0 / known.Length + heldShare) * squares / (known.Length - 1)), known.Length - 1);
    }
}
