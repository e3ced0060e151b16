using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Selection;

/// <summary>Chances of test statistics at least so great.</summary>
internal static class UpperTail
{
    private const double Negligible = 1e-16;
    private const double Tiny = 1e-300;
    private const int MostTerms = 100_000;

    /// <summary>P(F ≥ f) of Fisher's distribution: I(d₂/(d₂ + d₁f); d₂/2, d₁/2) (DLMF 8.17).</summary>
    public static double OfF(double f, double d1, double d2)
    {
        if (double.IsNaN(f) || d1 <= 0 || d2 <= 0)
            return double.NaN;
        if (double.IsPositiveInfinity(f))
            return 0;
        return f <= 0 ? 1 : Beta(d2 / (d2 + d1 * f), d1 * f / (d2 + d1 * f), d2 / 2, d1 / 2);
    }

    /// <summary>P(χ² ≥ x) with so many degrees of freedom: Q(d/2, x/2) (DLMF 8.2.4).</summary>
    public static double OfChiSquared(double x, double degrees)
    {
        if (double.IsNaN(x) || degrees <= 0)
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return 0;
        return x <= 0 ? 1 : Gamma(degrees / 2, x / 2);
    }

    /// <summary>The regularised incomplete beta function of x, with 1 − x given as it is known.</summary>
    private static double Beta(double x, double rest, double a, double b)
    {
        var scale = Elementary.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Elementary.Log(x) + b * Elementary.Log(rest));
        return x < (a + 1) / (a + b + 2) ? scale * BetaFraction(x, a, b) / a : 1 - scale * BetaFraction(rest, b, a) / b;
    }

    /// <summary>The continued fraction DLMF 8.17.22 by Lentz's method.</summary>
    private static double BetaFraction(double x, double a, double b)
    {
        var (c, d) = (1.0, 1 / Away(1 - (a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Away(1 + even * d);
            c = Away(1 + even / c);
            value *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Away(1 + odd * d);
            c = Away(1 + odd / c);
            value *= c * d;
            if (Math.Abs(c * d - 1) < Negligible)
                break;
        }

        return value;
    }

    /// <summary>The upper regularised incomplete gamma function: the series of the lower one, or the fraction DLMF 8.9.2.</summary>
    private static double Gamma(double a, double x)
    {
        var scale = Elementary.Exp(a * Elementary.Log(x) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < MostTerms && term > Negligible * sum; n++)
                sum += term *= x / (a + n);
            return 1 - scale * sum;
        }

        var (c, d) = (1 / Tiny, 1 / Away(x + 1 - a));
        var value = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var (numerator, denominator) = (-n * (n - a), x + 2 * n + 1 - a);
            d = 1 / Away(denominator + numerator * d);
            c = Away(denominator + numerator / c);
            value *= c * d;
            if (Math.Abs(c * d - 1) < Negligible)
                break;
        }

        return scale * value;
    }

    /// <summary>ln Γ(x) by Stirling's series (DLMF 5.11.1), from 15 on; below by Γ(x + 1) = xΓ(x).</summary>
    private static double LogGamma(double x)
    {
        var product = 1.0;
        for (; x < 15; x++)
            product *= x;
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square * (1 / 1188.0)))));
        return (x - 0.5) * Elementary.Log(x) - x + 0.918938533204672742 + series - Elementary.Log(product);
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
