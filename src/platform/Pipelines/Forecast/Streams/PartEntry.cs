using Kirana.Forecast;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>What became of one series.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Forecast">Its forecast, or <see langword="null"/>.</param>
/// <param name="Failure">Why there is none, or <see langword="null"/>.</param>
internal sealed record PartEntry(string Key, SeriesForecast? Forecast, string? Failure);
