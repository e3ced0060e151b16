using Kirana.Data.Series;
using Kirana.Forecast;

namespace Kirana.Pipelines.Serving;

/// <summary>A forecast that was served.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Location">The location's id; <see langword="null"/> for all together.</param>
/// <param name="Model">The version that answered, such as <c>shop-forecast 2</c>.</param>
/// <param name="Step">The step: day or week.</param>
/// <param name="Forecast">What is expected: the days, the quantiles, the mean.</param>
public sealed record ServedForecast(string Item, string? Location, string Model, Step Step, SeriesForecast Forecast)
{
    /// <summary>What the forecast uses beside the units sold, in words; empty if nothing.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];
}
