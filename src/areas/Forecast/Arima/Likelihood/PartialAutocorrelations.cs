namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>Coefficients of one factor and its partial autocorrelations, which see <see cref="Polynomials"/>.</summary>
internal static class PartialAutocorrelations
{
    /// <summary>The partial autocorrelations of coefficients; NaN or beyond 1 where those are not stationary.</summary>
    /// <param name="coefficients">φ, or θ.</param>
    /// <param name="sign">1 for φ, −1 for θ.</param>
    public static double[] Of(ReadOnlySpan<double> coefficients, double sign)
    {
        var work = new double[coefficients.Length];
        for (var i = 0; i < work.Length; i++)
            work[i] = sign * coefficients[i];
        for (var k = work.Length - 1; k > 0; k--)
        {
            var partial = work[k];
            var rest = 1 - partial * partial;
            // On the border all roots have length 1: what is left below is any polynomial of that kind.
            if (Math.Abs(rest) < 1e-12)
                rest = 1e-12;
            for (var (i, j) = (0, k - 1); i <= j; i++, j--)
                (work[i], work[j]) = ((work[i] + partial * work[j]) / rest, (work[j] + partial * work[i]) / rest);
        }

        return work;
    }

    /// <summary>The coefficients of partial autocorrelations.</summary>
    /// <param name="partials">Between −1 and 1.</param>
    /// <param name="sign">1 for φ, −1 for θ.</param>
    public static double[] Coefficients(ReadOnlySpan<double> partials, double sign)
    {
        var work = partials.ToArray();
        for (var k = 1; k < work.Length; k++)
            for (var (i, j) = (0, k - 1); i <= j; i++, j--)
                (work[i], work[j]) = (work[i] - partials[k] * work[j], work[j] - partials[k] * work[i]);
        foreach (ref var one in work.AsSpan())
            one *= sign;
        return work;
    }

    /// <summary>Whether all roots of 1 − Σ φ Bᵏ lie farther from zero than a distance.</summary>
    /// <param name="coefficients">φ; of θ the signs do not matter.</param>
    /// <param name="sign">1 for φ, −1 for θ.</param>
    /// <param name="distance">The distance.</param>
    public static bool RootsBeyond(ReadOnlySpan<double> coefficients, double sign, double distance)
    {
        var scaled = coefficients.ToArray();
        var power = 1.0;
        foreach (ref var one in scaled.AsSpan())
            one *= power *= distance;
        return Array.TrueForAll(Of(scaled, sign), partial => Math.Abs(partial) < 1);
    }
}
