using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.Statistics;

/// <summary>The incomplete beta function.</summary>
public static class BetaFunction
{
    private const int MostTerms = 100_000;

    /// <summary>I(x; a, b), the regularised incomplete beta function (DLMF 8.17.2).</summary>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="rest">1 − x, as precisely as it is known.</param>
    /// <param name="a">A positive number.</param>
    /// <param name="b">A positive number.</param>
    /// <returns>From 0 at x = 0 up to 1 at x = 1.</returns>
    public static double Regularised(double x, double rest, double a, double b)
    {
        if (x <= 0 || rest <= 0)
            return x <= 0 ? 0 : 1;
        var scale = Elementary.Exp(GammaFunction.Log(a + b) - GammaFunction.Log(a) - GammaFunction.Log(b) + a * Elementary.Log(x) + b * Elementary.Log(rest));
        return IsBelowMiddle(x, a, b) ? scale * Fraction(x, a, b) / a : 1 - scale * Fraction(rest, b, a) / b;
    }

    /// <summary>Whether <see cref="Fraction"/> converges fast: x &lt; (a + 1) / (a + b + 2). Where not, that of 1 − x does, with a and b changed over.</summary>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="a">A positive number.</param>
    /// <param name="b">A positive number.</param>
    public static bool IsBelowMiddle(double x, double a, double b) => x < (a + 1) / (a + b + 2);

    /// <summary>The continued fraction DLMF 8.17.22 that stands between I(x; a, b) and x^a (1 − x)^b / (a B(a, b)).</summary>
    /// <param name="x">From 0 to 1, best where <see cref="IsBelowMiddle"/>.</param>
    /// <param name="a">A positive number.</param>
    /// <param name="b">A positive number.</param>
    public static double Fraction(double x, double a, double b)
    {
        var fraction = new LentzFraction(1);
        fraction.Add(-(a + b) * x / (a + 1), 1);
        for (var m = 1; m < MostTerms && !fraction.IsSettled; m++)
        {
            fraction.Add(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1);
            fraction.Add(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1);
        }

        return 1 / fraction.Value;
    }
}
