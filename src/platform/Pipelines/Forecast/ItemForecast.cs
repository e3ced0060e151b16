using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Operate.Registry;

namespace Kirana.Pipelines.Forecast;

/// <summary>The answer to a question about one item.</summary>
/// <param name="Version">The version that speaks.</param>
/// <param name="Forecast">What is expected.</param>
/// <param name="History">What was sold, as the shop knows it now; where it reaches beyond the forecast's first step, it is the truth to
/// compare with.</param>
public sealed record ItemForecast(ModelVersion Version, SeriesForecast Forecast, TimeSeries History)
{
    /// <summary>What the forecast uses beside the units sold, in words; empty if nothing.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];
}
