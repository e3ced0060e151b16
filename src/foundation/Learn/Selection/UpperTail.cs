using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Selection;

/// <summary>Chances of test statistics at least so great.</summary>
internal static class UpperTail
{
    /// <summary>P(F ≥ f) of Fisher's distribution: I(d₂/(d₂ + d₁f); d₂/2, d₁/2) (DLMF 8.17).</summary>
    public static double OfF(double f, double d1, double d2)
    {
        if (double.IsNaN(f) || d1 <= 0 || d2 <= 0)
            return double.NaN;
        if (double.IsPositiveInfinity(f))
            return 0;
        return f <= 0 ? 1 : BetaFunction.Regularised(d2 / (d2 + d1 * f), d1 * f / (d2 + d1 * f), d2 / 2, d1 / 2);
    }

    /// <summary>P(χ² ≥ x) with so many degrees of freedom: Q(d/2, x/2) (DLMF 8.2.4).</summary>
    public static double OfChiSquared(double x, double degrees)
    {
        if (double.IsNaN(x) || degrees <= 0)
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return 0;
        return x <= 0 ? 1 : GammaFunction.Upper(degrees / 2, x / 2);
    }
}
