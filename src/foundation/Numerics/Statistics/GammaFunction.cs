using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.Statistics;

/// <summary>The gamma function of positive numbers, and its incomplete form.</summary>
public static class GammaFunction
{
    private const double Negligible = 1e-16;
    private const int MostTerms = 100_000;

    /// <summary>ln Γ(x) by Stirling's series (DLMF 5.11.1) from 15 on; below by Γ(x + 1) = xΓ(x). Good to about 10⁻¹⁵ relative to the larger of 1 and the value.</summary>
    /// <param name="x">A positive number.</param>
    /// <returns>NaN where <paramref name="x"/> is not positive.</returns>
    public static double Log(double x)
    {
        if (!(x > 0))
            return double.NaN;
        var product = 1.0;
        for (; x < 15; x++)
            product *= x;
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square * (1 / 1188.0)))));
        return (x - 0.5) * Elementary.Log(x) - x + 0.918938533204672742 + series - Elementary.Log(product);
    }

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a), the upper regularised incomplete gamma function (DLMF 8.2.4): by the series of the lower one (8.7.1), and
    /// above a + 1 by the continued fraction 8.9.2.</summary>
    /// <param name="a">A positive number.</param>
    /// <param name="x">A number of 0 or more.</param>
    /// <returns>From 1 at x = 0 down to 0; NaN where an argument is out of its range.</returns>
    public static double Upper(double a, double x)
    {
        if (!(a > 0) || !(x >= 0))
            return double.NaN;
        if (x == 0 || double.IsPositiveInfinity(x))
            return x == 0 ? 1 : 0;
        var scale = Elementary.Exp(a * Elementary.Log(x) - x - Log(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < MostTerms && term > Negligible * sum; n++)
                sum += term *= x / (a + n);
            return 1 - scale * sum;
        }

        var fraction = new LentzFraction(x + 1 - a);
        for (var n = 1; n < MostTerms && !fraction.IsSettled; n++)
            fraction.Add(-n * (n - a), x + 2 * n + 1 - a);
        return scale / fraction.Value;
    }
}
