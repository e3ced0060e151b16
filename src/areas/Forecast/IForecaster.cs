using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast;

/// <summary>A way to learn one series; its properties are its options.</summary>
public interface IForecaster
{
    /// <summary>The name commands and reports use, such as <c>theta</c>.</summary>
    string Name { get; }

    /// <summary>Learns one series. Never fails on data: a series too short or too odd falls back to a simpler model, which says so.</summary>
    /// <param name="series">The observations; NaN where missing. May be empty.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <exception cref="ArgumentException">An option or the season is out of its range.</exception>
    IForecastModel Fit(TimeSeries series, int season, FitContext context);
}
