using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;

namespace Kirana.Forecast.Smoothing;

/// <summary>Simple exponential smoothing: a level that moves by α of each error, and a flat forecast.</summary>
/// <remarks>
/// Brown (1956); Hyndman, Koehler, Ord and Snyder (2008), section 2.2, model ETS(A,N,N). α and the initial level minimise the sum of
/// squared one-step errors together; the reference implementation searches both by a simplex, here the level is in closed form for each α
/// and the least error over all α is found. O(n).
/// </remarks>
public sealed record SimpleSmoothing : IForecaster
{
    /// <summary>The fewest observations that are smoothed; fewer are carried on.</summary>
    internal const int FewestObservations = 3;

    /// <summary>The weight α of the newest observation, above 0 and at most 1; by default the best in [0.0001, 0.9999].</summary>
    public double? Alpha { get; init; }

    /// <summary>The level before the first observation, in units of the series; by default the best for α.</summary>
    public double? InitialLevel { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.SimpleSmoothing;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours. Fewer than three observations are carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        CheckOptions(Alpha, InitialLevel);
        using var scratch = new Scratch(series.Length);
        var filled = scratch.Span;
        var observed = GapFilling.Fill(series.Values, filled);
        if (observed < FewestObservations)
            return SeasonalNaive.Carry(series, filled.ToArray(), TooFew(observed, "smoothing"));

        var errors = new double[series.Length];
        var unit = Magnitude.Normalise(filled);
        var fit = SmoothingFit.Of(filled, Alpha, InitialLevel / unit, errors);
        foreach (ref var error in errors.AsSpan())
            error = Magnitude.Finite(error * unit);
        if (observed < series.Length)
            GapFilling.Blank(series.Values, errors);
        var level = Magnitude.Finite(fit.LastLevel * unit);
        return new ElementaryModel(new ModelState(Name, null, level, fit.Alpha, 0, series.Length, []), errors);
    }

    /// <summary>What learners fall back to whose own model a series is too short for.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="context">Cancellation.</param>
    /// <param name="reason">What the model says of it.</param>
    internal static ElementaryModel InsteadOf(TimeSeries series, int season, FitContext context, string reason)
    {
        var model = (ElementaryModel)new SimpleSmoothing().Fit(series, season, context);
        return model.Fallback is not null ? model : new ElementaryModel(model.State with { Fallback = reason }, model.Residuals.ToArray());
    }

    internal static string TooFew(int observed, string method) =>
        observed == 0
            ? "The series has no observation, so zero is forecast."
            : $"The series has {observed} of the {FewestObservations} observations {method} needs, so its last value is carried on.";

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; every fault is named.</exception>
    internal static void CheckOptions(double? alpha, double? initialLevel)
    {
        var faults = new List<string>();
        if (alpha is not (null or (> 0 and <= 1)))
            faults.Add($"Alpha is {alpha}; it must be above 0 and at most 1.");
        if (initialLevel is { } level && !double.IsFinite(level))
            faults.Add($"InitialLevel is {level}; it must be finite.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
