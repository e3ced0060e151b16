using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Demand;

/// <summary>The first two moments of a negative binomial count that is known to be no less than a limit.</summary>
/// <remarks>
/// With mean μ and variance μ + φμ² (φ = 0 is Poisson), P(j + 1) / P(j) = (1 + φj) μ / ((j + 1) (1 + φμ)). The sum over j ≥ limit begins at the
/// larger of limit and mode, where terms are largest, and goes up and down from there until they no longer count, so that neither
/// factorials nor small differences of large numbers are needed. Wide distributions are summed in strides of a fortieth of their
/// standard deviation, the ratio taken at the middle of a stride. A limit that is no whole number begins its own ladder.
/// </remarks>
internal static class NegativeBinomialTail
{
    private const double Negligible = 1e-16;
    private const int MostStrides = 100_000;
    private const double StridesPerDeviation = 40;

    /// <summary>E[D | D ≥ limit] and E[(D − μ)² | D ≥ limit].</summary>
    /// <param name="mean">μ, above 0.</param>
    /// <param name="dispersion">φ, 0 or more.</param>
    /// <param name="limit">What is known to have been wanted at least, 0 or more.</param>
    public static (double Mean, double Square) Moments(double mean, double dispersion, double limit)
    {
        var stride = Math.Max(1, Math.Floor(Math.Sqrt(mean + dispersion * mean * mean) / StridesPerDeviation));
        var steps = Math.Max(0, Math.Floor((Mode(mean, dispersion) - limit) / stride));
        var start = limit + steps * stride;
        var sums = default(Sums);
        // The first term of a ladder with strides stands for what lies above it only.
        sums.Add(start, mean, steps == 0 ? (1 + stride) / (2 * stride) : 1);
        var weight = 1.0;
        var j = start;
        for (var i = 0; i < MostStrides && weight > Negligible * sums.Weight; i++, j += stride)
        {
            weight *= Ratio(mean, dispersion, j, stride);
            sums.Add(j + stride, mean, weight);
        }

        (weight, j) = (1, start);
        for (var left = steps; left > 0 && weight > Negligible * sums.Weight; left--)
        {
            j -= stride;
            weight /= Ratio(mean, dispersion, j, stride);
            sums.Add(j, mean, left == 1 ? weight * (1 + stride) / (2 * stride) : weight);
        }

        return (sums.First / sums.Weight, sums.Square / sums.Weight);
    }

    private static double Mode(double mean, double dispersion) => Math.Max(0, mean * (1 - dispersion));

    private static double Ratio(double mean, double dispersion, double j, double stride)
    {
        // Between two whole numbers the ratio of neighbours belongs to the middle of them.
        var middle = j + (stride - 1) / 2;
        var ratio = (1 + dispersion * middle) * mean / ((middle + 1) * (1 + dispersion * mean));
        return stride == 1 ? ratio : Elementary.Exp(stride * Elementary.Log(ratio));
    }

    private struct Sums
    {
        public double Weight, First, Square;

        public void Add(double value, double mean, double weight)
        {
            Weight += weight;
            First += weight * value;
            Square += weight * (value - mean) * (value - mean);
        }
    }
}
