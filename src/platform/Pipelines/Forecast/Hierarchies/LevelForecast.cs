using Kirana.Forecast;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>A forecast of one level of a hierarchy.</summary>
/// <param name="Level">The level: <c>total</c>, <c>category</c>, <c>location</c>, <c>item</c> or <c>item-location</c>.</param>
/// <param name="Forecast">The forecast.</param>
public readonly record struct LevelForecast(string Level, SeriesForecast Forecast);
