using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast;

/// <summary>A way to learn that first looks at all series together: what one series is too short to tell, many tell.</summary>
public interface ISetForecaster : IForecaster
{
    /// <summary>Learns how such series are learned.</summary>
    /// <param name="series">The series; see <see cref="IForecaster.Fit"/>. May be empty.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="horizon">The steps ahead that matter, at least 1.</param>
    /// <param name="context">Threads, cancellation and seed. What is learned does not depend on the threads.</param>
    /// <returns>Who learns each of them, or another of their kind.</returns>
    /// <exception cref="ArgumentException">An option, the season or the horizon is out of its range.</exception>
    IForecaster Learn(IReadOnlyList<TimeSeries> series, int season, int horizon, FitContext context);
}
