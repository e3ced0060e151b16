using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast;

/// <summary>A way to learn that is quicker for several series together than for one after another; each comes out as if learned alone.</summary>
public interface IBatchForecaster : IForecaster
{
    /// <summary>Learns several series.</summary>
    /// <param name="series">The series; see <see cref="IForecaster.Fit"/>.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <returns>A model for each.</returns>
    /// <exception cref="ArgumentException">An option or the season is out of its range.</exception>
    IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context);
}
