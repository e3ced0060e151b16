using Kirana.Numerics.Kernels;
using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Demand;

/// <summary>The first two moments of a negative binomial count that is known to be no less than a limit.</summary>
/// <remarks>
/// With mean μ and variance μ + φμ² (φ = 0 is Poisson), (j + 1) (1 + φμ) P(j + 1) = (1 + φj) μ P(j). Summed over j from the limit c − 1 on that gives,
/// with δ = c (1 + φμ) P(c) / P(D ≥ c), the mean μ + δ and the mean square about μ, μ + φμ² + δ (c − (1 − φ) μ). P(D ≥ c) is the incomplete beta
/// function I(c, 1/φ) at φμ / (1 + φμ), and P(D ≥ c) / P(c) the value of its continued fraction (DLMF 8.17.22), which converges fast above the
/// mean; below it the other end's is taken. Nearly Poisson counts are summed term by term.
/// </remarks>
internal static class NegativeBinomialTail
{
    // Below it the count is nearly Poisson: its tail is short, and the fraction long.
    private const double NearlyPoisson = 0.05;
    private const double Negligible = 1e-16;
    private const double Tiny = 1e-300;
    private const int MostTerms = 100_000;

    /// <summary>E[D | D ≥ limit] and E[(D − μ)² | D ≥ limit].</summary>
    /// <param name="mean">μ, above 0.</param>
    /// <param name="dispersion">φ, 0 or more.</param>
    /// <param name="limit">What is known to have been wanted at least, 0 or more; whole or not.</param>
    public static (double Mean, double Square) Moments(double mean, double dispersion, double limit)
    {
        var variance = mean + dispersion * mean * mean;
        if (limit <= 0)
            return (mean, variance);
        var inverseHazard = dispersion * mean < NearlyPoisson ? Sum(mean, dispersion, limit) : Fraction(mean, dispersion, limit);
        var above = limit * (1 + dispersion * mean) / inverseHazard;
        return (Math.Max(limit, mean + above), Math.Max(0, variance + above * (limit - (1 - dispersion) * mean)));
    }

    /// <summary>P(D ≥ limit) / P(limit) by the continued fraction.</summary>
    private static double Fraction(double mean, double dispersion, double limit)
    {
        var shape = 1 / dispersion;
        var share = dispersion * mean / (1 + dispersion * mean);
        if (BetaFunction.IsBelowMiddle(share, limit, shape))
            return BetaFunction.Fraction(share, limit, shape);
        var logarithm = GammaFunction.Log(limit + shape) - GammaFunction.Log(shape) - GammaFunction.Log(limit + 1)
            + limit * Elementary.Log(share) - shape * Elementary.Log(1 + dispersion * mean);
        return Math.Max(1, Elementary.Exp(-logarithm) - limit / shape * BetaFunction.Fraction(1 / (1 + dispersion * mean), shape, limit));
    }

    /// <summary>P(D ≥ limit) / P(limit) as a sum that begins at the larger of limit and mode, where terms are largest, and goes up and down from
    /// there until they no longer count. Wide distributions are summed in strides of a fortieth of their standard deviation.</summary>
    private static double Sum(double mean, double dispersion, double limit)
    {
        var stride = Math.Max(1, Math.Floor(Math.Sqrt(mean + dispersion * mean * mean) / 40));
        var down = Math.Max(0, Math.Floor((mean * (1 - dispersion) - limit) / stride));
        var start = limit + down * stride;
        var (weight, sum) = (1.0, down == 0 ? 0.0 : 1);
        var j = start;
        for (var i = 0; i < MostTerms && weight > Negligible * sum; i++, j += stride)
        {
            weight *= Ratio(mean, dispersion, j, stride);
            sum += weight;
        }

        (weight, j) = (1, start);
        for (var left = down; left > 0 && weight > Tiny; left--)
        {
            j -= stride;
            weight /= Ratio(mean, dispersion, j, stride);
            sum += left == 1 ? 0 : weight;
        }

        // The term at the limit stands for what lies above it only.
        return weight > Tiny ? sum * stride / weight + (1 + stride) / 2 : double.PositiveInfinity;
    }

    private static double Ratio(double mean, double dispersion, double j, double stride)
    {
        // Between two whole numbers the ratio of neighbours belongs to the middle of them.
        var middle = j + (stride - 1) / 2;
        var ratio = (1 + dispersion * middle) * mean / ((middle + 1) * (1 + dispersion * mean));
        return stride == 1 ? ratio : Elementary.Exp(stride * Elementary.Log(ratio));
    }
}
