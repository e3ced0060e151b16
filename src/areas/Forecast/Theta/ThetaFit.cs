using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>Fits the optimised theta models, which differ only in the line a step knows: that through all observations, or through those before.</summary>
internal static class ThetaFit
{
    // Three numbers are estimated; from fewer observations they would only repeat the noise.
    private const int FewestObservations = 6;

    /// <summary>Fits a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="context">Cancellation.</param>
    /// <param name="dynamic">Whether a step knows only the line through the observations before it.</param>
    /// <param name="alpha">α, or <see langword="null"/> for the best.</param>
    public static IForecastModel Of(TimeSeries series, int season, FitContext context, bool dynamic, double? alpha)
    {
        Fitting.Check(series, season, context);
        if (alpha is not (null or (> 0 and < 1)))
            throw new ArgumentException($"Alpha is {alpha}; it must lie between 0 and 1.", nameof(alpha));
        var values = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, values);
        if (observed < FewestObservations)
            return Simpler(series, season, observed, context);

        var unit = Magnitude.Normalise(values);
        var factors = SeasonalAdjustment.Remove(values, season);
        var (intercepts, slopes) = (new double[values.Length], new double[values.Length]);
        var line = Lines(values, intercepts, slopes, dynamic);
        var origin = values[0];
        foreach (ref var value in values.AsSpan())
            value -= origin;
        var search = new ThetaSearch(values, intercepts, slopes);
        var (best, weight, shift) = alpha is { } given ? search.At(given) : search.Best();
        var errors = new double[values.Length];
        var level = Run(values, intercepts, slopes, best, weight, shift, errors);

        SeasonalAdjustment.Restore(errors, factors, unit);
        if (observed < series.Length)
            GapFilling.Blank(series.Values, errors);
        var (intercept, mean) = (Magnitude.Finite(line.Intercept * unit), Magnitude.Finite(line.Mean * unit));
        var state = new ModelState(
            dynamic ? ElementaryModel.DynamicTheta : ElementaryModel.OptimisedTheta, null, Magnitude.Finite((origin + level) * unit), best,
            Magnitude.Finite(line.Slope * unit), values.Length, SeasonalAdjustment.Turn(factors, values.Length))
        {
            Parameters = dynamic ? [weight, intercept, mean] : [weight, intercept],
        };
        return new ElementaryModel(state, errors);
    }

    private static IForecastModel Simpler(TimeSeries series, int season, int observed, FitContext context)
    {
        var model = (ElementaryModel)new ThetaMethod().Fit(series, season, context);
        return model.Fallback is not null ? model : new ElementaryModel(
            model.State with { Fallback = $"The series has {observed} of the {FewestObservations} observations a theta to be optimised needs, so the Theta method stands in." },
            model.Residuals.ToArray());
    }

    /// <summary>The line each step knows.</summary>
    /// <returns>The line through all observations.</returns>
    private static TrendLine Lines(double[] values, double[] intercepts, double[] slopes, bool dynamic)
    {
        var line = default(TrendLine);
        for (var t = 0; t < values.Length; t++)
        {
            (intercepts[t], slopes[t]) = (line.Intercept, line.Slope);
            line = line.Next(values[t], t + 1);
        }

        if (!dynamic)
        {
            intercepts.AsSpan().Fill(line.Intercept);
            slopes.AsSpan().Fill(line.Slope);
        }

        return line;
    }

    /// <summary>Runs a model through the series less its first value.</summary>
    /// <returns>The last level less the first value.</returns>
    private static double Run(double[] values, double[] intercepts, double[] slopes, double alpha, double weight, double shift, double[] errors)
    {
        var (level, share) = (shift, 1.0);
        for (var t = 0; t < values.Length; t++)
        {
            var left = share * (1 - alpha);
            var line = Math.FusedMultiplyAdd((1 - left) / alpha, slopes[t], share * intercepts[t]);
            var error = values[t] - level;
            errors[t] = error - weight * line;
            level = Math.FusedMultiplyAdd(alpha, error, level);
            share = left;
        }

        return level;
    }
}
