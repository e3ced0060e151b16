namespace Kirana.Pipelines.Forecast.Details;

/// <summary>Where forecasts are good and where they are bad.</summary>
/// <param name="Slices">Parts of the series, over all windows.</param>
/// <param name="Examples">Forecasts of the last window from good to bad: six, at 5, 20, 35, 50, 70 and 90 of a hundred by MASE.</param>
/// <param name="Worst">The forecasts of the last window with the greatest MASE, at most 20, the worst first.</param>
public sealed record ForecastDetails(IReadOnlyList<ForecastSlice> Slices, IReadOnlyList<ScoredForecast> Examples, IReadOnlyList<ScoredForecast> Worst);
