using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;

namespace Kirana.Pipelines.Forecast.Details;

/// <summary>A forecast beside what came.</summary>
/// <param name="Series">The whole series, what was forecast included.</param>
/// <param name="Forecast">The forecast.</param>
/// <param name="Score">How good it was.</param>
/// <param name="DemandClass"><c>smooth</c>, <c>erratic</c>, <c>intermittent</c> or <c>lumpy</c>.</param>
public sealed record ScoredForecast(TimeSeries Series, SeriesForecast Forecast, SeriesScore Score, string DemandClass);
