using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.ComplexSmoothing;

/// <summary>Complex exponential smoothing: level and trend are not told apart, but are the real and imaginary part of one number.</summary>
/// <remarks>
/// Svetunkov, Kourentzes and Ord, "Complex exponential smoothing", Naval Research Logistics 69 (2022). The form is that with the least AICc.
/// Differs from the reference implementation in the first states, which are least squares where that runs the model backwards through the
/// series, and in α₁ ≤ 1.05, which bounds exponential growth.
/// O(n) an evaluation, O(n · season²) for the first states.
/// </remarks>
public sealed record ComplexExponentialSmoothing : IForecaster
{
    /// <summary>The longest season that is followed, in steps; of a longer one each phase is seen too seldom.</summary>
    public const int LongestSeason = 24;

    // Two weights, two states and the variance; from fewer observations they have no criterion.
    private const int FewestObservations = 8;

    /// <summary>How a season is followed; by default whichever form has the least AICc.</summary>
    public ComplexSeason? Season { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.ComplexSmoothing;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours. A season of which the series does not hold two cycles, or of
    /// more than 24 steps, is not followed; fewer than eight observations are smoothed simply.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (Season is { } given && !Enum.IsDefined(given))
            throw new ArgumentException($"Season is {given}; there are {string.Join(", ", Enum.GetNames<ComplexSeason>())}.");
        var values = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, values);
        if (observed < FewestObservations)
            return SimpleSmoothing.InsteadOf(
                series, season, context, $"The series has {observed} of the {FewestObservations} observations complex smoothing needs, so it is smoothed simply.");
        if (!values.AsSpan().ContainsAnyExcept(values[0]))
            return SeasonalNaive.Carry(series, values, null);

        var unit = Magnitude.Normalise(values);
        var fallback = season > LongestSeason ? $"The season of {season} steps is longer than the {LongestSeason} complex smoothing follows, so none is followed."
            : values.Length < 2 * season ? $"The series has {values.Length} steps, less than two seasons of {season}, so none is followed."
            : null;
        ComplexSeason[] forms = season == 1 || fallback is not null ? [ComplexSeason.None] : Season is { } one ? [one] : Enum.GetValues<ComplexSeason>();
        var best = default(ComplexSearch);
        var chosen = ComplexSeason.None;
        foreach (var form in forms)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var search = new ComplexSearch(values, form, season);
            search.Run();
            if (best is null || search.Aicc < best.Aicc)
                (best, chosen) = (search, form);
        }

        var errors = best!.Errors;
        foreach (ref var error in errors.AsSpan())
            error = Magnitude.Finite(error * unit);
        GapFilling.Blank(series.Values, errors);
        var states = Array.ConvertAll(best.Last, state => Magnitude.Finite(state * unit));
        var phases = chosen == ComplexSeason.None ? 1 : season;
        return new ElementaryModel(
            new ModelState(Name, fallback, 0, 0, 0, values.Length, []) { Parameters = ComplexKind.Parameters(chosen, phases, best.Weights, states) }, errors);
    }
}
