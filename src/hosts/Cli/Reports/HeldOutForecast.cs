using Kirana.Data.Series;
using Kirana.Forecast;

namespace Kirana.Cli.Reports;

/// <summary>A forecast made as if its horizon had not happened yet, beside what did.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Forecast">The forecast.</param>
/// <param name="Sold">What was sold, the horizon included.</param>
internal sealed record HeldOutForecast(string Item, SeriesForecast Forecast, TimeSeries Sold);
