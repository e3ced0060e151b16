using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Demand;

/// <summary>The first two moments of a negative binomial count of which an unknown part was sold.</summary>
/// <remarks>Of a demand j each number sold from 0 to j is as likely as any other, the share of the step being uniform, so that P(D = j | s) is proportional
/// to P(j) / (j + 1) for j ≥ s. The sum begins where its terms are largest and goes up and down from there; wide distributions are summed in
/// strides of a fortieth of their standard deviation. See <see cref="NegativeBinomialTail"/> for P.</remarks>
internal static class UnknownPart
{
    private const double Negligible = 1e-13;
    private const int MostTerms = 100_000;

    /// <summary>E[D | s] and E[(D − μ)² | s].</summary>
    /// <param name="mean">μ, above 0.</param>
    /// <param name="dispersion">φ, 0 or more.</param>
    /// <param name="sold">s, 0 or more; whole or not.</param>
    public static (double Mean, double Square) Moments(double mean, double dispersion, double sold)
    {
        var stride = Math.Max(1, Math.Floor(Math.Sqrt(mean + dispersion * mean * mean) / 40));
        // The largest term: there P(j + 1) / P(j) is (j + 2) / (j + 1), near enough that of P itself.
        var down = Math.Max(0, Math.Floor((mean * (1 - dispersion) - sold) / stride));
        var start = sold + down * stride;
        // With strides the first term stands for what lies above it only.
        var first = (1 + stride) / (2 * stride);
        var sums = default(Sums);
        sums.Add(start, mean, down == 0 ? first : 1);
        var (weight, j) = (1.0, start);
        for (var i = 0; i < MostTerms && weight > Negligible * sums.Weight; i++, j += stride)
        {
            weight *= Ratio(mean, dispersion, j, stride);
            sums.Add(j + stride, mean, weight);
        }

        (weight, j) = (1, start);
        for (var left = down; left > 0 && weight > Negligible * sums.Weight; left--)
        {
            j -= stride;
            weight /= Ratio(mean, dispersion, j, stride);
            sums.Add(j, mean, left == 1 ? weight * first : weight);
        }

        return (sums.First / sums.Weight, sums.Square / sums.Weight);
    }

    /// <summary>What a stride does to P(j) / (j + 1).</summary>
    private static double Ratio(double mean, double dispersion, double j, double stride)
    {
        // Between two whole numbers the ratio of neighbours belongs to the middle of them.
        var middle = j + (stride - 1) / 2;
        var ratio = (1 + dispersion * middle) * mean / ((middle + 2) * (1 + dispersion * mean));
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
