using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing;

/// <summary>Runs a form through a series.</summary>
/// <remarks>Hyndman, Koehler, Ord and Snyder (2008), table 2.2, in the form that needs the raw error only: with q = ℓ + φb the level moved
/// on, d = y − f where the season is additive or absent and d = y/s − q where it is multiplicative, ℓ ← q + αd and b ← φb + βd.</remarks>
internal static class Recursion
{
    /// <summary>Moves the states through the series.</summary>
    /// <param name="values">The observations; a missing one is what was forecast.</param>
    /// <param name="given">Weights and first states.</param>
    /// <param name="errors">For each observation y − f; NaN never, but perhaps infinite.</param>
    /// <returns>The states after the last observation, the season's next phase first; Σ ε² and Σ ln |f|, the latter 0 for additive errors.</returns>
    public static (SmoothingParameters Last, double Squares, double Logarithms) Run(
        ReadOnlySpan<double> values, SmoothingParameters given, Span<double> errors)
    {
        var form = given.Form;
        var (level, slope, seasonal) = (given.Level, given.Slope, (double[])given.Seasonal.Clone());
        var (squares, logarithms, phase) = (0.0, 0.0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            var moved = level + given.Phi * slope;
            var season = seasonal.Length == 0 ? 0 : seasonal[phase];
            var forecast = seasonal.Length == 0 ? moved : form.Season == SeasonKind.Multiplicative ? moved * season : moved + season;
            var value = double.IsFinite(values[t]) ? values[t] : forecast;
            var error = errors[t] = value - forecast;
            var innovation = error;
            if (form.Error == ErrorKind.Multiplicative)
            {
                innovation /= forecast;
                logarithms += Elementary.Log(Math.Abs(forecast));
            }

            squares += innovation * innovation;
            var distance = form.Season == SeasonKind.Multiplicative ? value / season - moved : error;
            level = moved + given.Alpha * distance;
            slope = given.Phi * slope + given.Beta * distance;
            if (seasonal.Length == 0)
                continue;
            seasonal[phase] += given.Gamma * (form.Season == SeasonKind.Multiplicative ? value / moved - season : error);
            phase = phase + 1 == seasonal.Length ? 0 : phase + 1;
        }

        var last = given with { Level = level, Slope = slope, Seasonal = [.. seasonal[phase..], .. seasonal[..phase]] };
        return (last, squares, logarithms);
    }
}
