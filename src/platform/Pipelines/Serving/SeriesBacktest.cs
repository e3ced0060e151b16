using Kirana.Data.Series;
using Kirana.Forecast;

namespace Kirana.Pipelines.Serving;

/// <summary>How one series would have been forecast: the end held out, the recipe fitted on the rest.</summary>
/// <param name="History">The whole series, held-out end included.</param>
/// <param name="Forecast">What would have been expected of the held-out end.</param>
/// <param name="Metrics">Figures of the held-out end by name (<c>mase</c>, <c>mae</c>, <c>bias</c>, <c>coverage</c>), of the model.</param>
/// <param name="Baseline">The same figures of the seasonal naive forecast.</param>
public sealed record SeriesBacktest(
    TimeSeries History, SeriesForecast Forecast, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, double> Baseline);
