using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Theta;

/// <summary>Whether a series repeats itself after one season.</summary>
/// <remarks>The autocorrelation r(m) at the season's lag m is compared with its standard error by Bartlett's formula,
/// √((1 + 2 Σ r(k)², k &lt; m) / n); above 1.645 of them (90 %, two sides) the series counts as seasonal.
/// Assimakopoulos and Nikolopoulos (2000), section 3.1; Fiorucci et al. (2016), section 2.</remarks>
internal static class SeasonalityTest
{
    // The 95 % point of the standard normal distribution.
    private const double Limit = 1.6448536269514722;

    /// <summary>Tests a series without gaps, of magnitude about 1.</summary>
    /// <param name="values">The series.</param>
    /// <param name="season">Steps in one season.</param>
    public static bool IsSeasonal(ReadOnlySpan<double> values, int season)
    {
        if (season == 1 || values.Length <= 2L * season)
            return false;
        using var scratch = new Models.Scratch(values.Length);
        var centred = scratch.Span;
        // Less the first value first: a constant series is then exactly zero and never seasonal.
        var mean = 0.0;
        foreach (var value in values)
            mean += value - values[0];
        mean /= values.Length;
        for (var t = 0; t < values.Length; t++)
            centred[t] = values[t] - values[0] - mean;

        var variance = LaggedProduct(centred, 0);
        if (variance <= 0)
            return false;
        var squares = 0.0;
        for (var lag = 1; lag < season; lag++)
        {
            var correlation = LaggedProduct(centred, lag) / variance;
            squares += correlation * correlation;
        }

        var error = Math.Sqrt((1 + 2 * squares) / values.Length);
        return Math.Abs(LaggedProduct(centred, season) / variance) > Limit * error;
    }

    private static double LaggedProduct(ReadOnlySpan<double> centred, int lag) => Dot.Of(centred[..^lag], centred[lag..]);
}
