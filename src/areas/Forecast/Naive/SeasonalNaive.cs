using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Naive;

/// <summary>The last season repeated; without a season, or with less than one of history, the last value carried on.</summary>
/// <remarks>Gaps are filled as <see cref="Fit"/> says. The yardstick of every scaled error, and on strongly seasonal hourly series
/// hard to beat. O(n).</remarks>
public sealed record SeasonalNaive : IForecaster
{
    /// <summary>The steps that are repeated, at least 1; by default the season the series is fitted with. A second, longer season can be
    /// followed so.</summary>
    public int? Season { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.SeasonalNaive;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours; at an end the nearest one is carried.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        season = Season ?? season;
        Fitting.Check(series, season, context);
        var filled = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, filled);
        if (observed == 0)
            return Carry(series, filled, "The series has no observation, so zero is forecast.");
        if (season == 1)
            return Carry(series, filled, null);
        if (series.Length < season)
            return Carry(series, filled, $"The series has {series.Length} steps, less than one season of {season}, so its last value is carried on.");

        var state = new ModelState(Name, null, 0, 0, 0, series.Length, filled[^season..]);
        return new ElementaryModel(state, Differences(series, filled, season));
    }

    /// <summary>The last value carried on: what every learner falls back to.</summary>
    /// <param name="series">The series.</param>
    /// <param name="filled">Its values without gaps.</param>
    /// <param name="fallback">Why, if something else was asked for.</param>
    internal static ElementaryModel Carry(TimeSeries series, double[] filled, string? fallback)
    {
        var last = filled.Length == 0 ? 0 : filled[^1];
        return new ElementaryModel(
            new ModelState(ElementaryModel.Naive, fallback, last, 0, 0, filled.Length, []), Differences(series, filled, 1));
    }

    private static double[] Differences(TimeSeries series, double[] filled, int lag)
    {
        var errors = new double[filled.Length];
        errors.AsSpan(0, Math.Min(lag, errors.Length)).Fill(double.NaN);
        for (var t = lag; t < errors.Length; t++)
            errors[t] = Magnitude.Finite(filled[t] - filled[t - lag]);
        GapFilling.Blank(series.Values, errors);
        return errors;
    }
}
