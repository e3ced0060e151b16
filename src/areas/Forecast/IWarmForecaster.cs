using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast;

/// <summary>A way to learn that can begin where an earlier model of the same series ended, and is quicker so.</summary>
public interface IWarmForecaster : IForecaster
{
    /// <summary>Learns a series that has grown since a model was fitted to it.</summary>
    /// <param name="model">The earlier model, by this learner with the same season.</param>
    /// <param name="series">The whole series, the new observations at its end.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <returns>A model as good as a new fit's near the same optimum; where <paramref name="model"/> is of another kind, a new fit.</returns>
    /// <exception cref="ArgumentException">An option or the season is out of its range.</exception>
    IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context);
}
