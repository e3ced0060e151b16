using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double RootOfTwoPi = 2.5066282746310005;

    // Below, the series needs few terms; above, the continued fraction does.
    private const double SeriesLimit = 3;
    private const int FractionTerms = 150;

    /// <summary>The density φ(x).</summary>
    /// <param name="x">Any number.</param>
    public static double Density(double x) => Elementary.Exp(-x * x / 2) / RootOfTwoPi;

    /// <summary>The probability of a number below x, Φ(x), good to about 10⁻¹⁵ relative.</summary>
    /// <param name="x">Any number.</param>
    /// <remarks>Abramowitz and Stegun, "Handbook of mathematical functions", 26.2.11 and 26.2.14.</remarks>
    public static double Below(double x) => x < 0 ? Above(-x) : 1 - Above(x);

    /// <summary>The probability of a number above x, 1 − Φ(x), without the cancellation that the difference has.</summary>
    /// <param name="x">Any number.</param>
    public static double Above(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;
        if (x < 0)
            return 1 - Above(-x);
        if (x > SeriesLimit)
        {
            var fraction = x;
            for (var term = FractionTerms; term > 0; term--)
                fraction = x + term / fraction;
            return Density(x) / fraction;
        }

        var (sum, power) = (x, x);
        for (var odd = 3; power > sum * 1e-17; odd += 2)
            sum += power *= x * x / odd;
        return 0.5 - Density(x) * sum;
    }
}
