using Kirana.Data.Fitting;

namespace Kirana.Forecast.Intermittent;

/// <summary>A method for intermittent demand that tells the expected demand of many series at once, without making a model of each.</summary>
public interface IDemandRates
{
    /// <summary>The demand expected in each of the next steps, for each series the number <see cref="IForecastModel.Predict"/> would give.</summary>
    /// <param name="values">The series (series × steps), one row each, oldest step first; NaN where missing, so that shorter ones begin with NaN.</param>
    /// <param name="steps">Steps in a row, at least 1.</param>
    /// <param name="rates">One place for each series, all of which are written with finite numbers of 0 or more; 0 for a row without demand.</param>
    /// <param name="context">Threads and cancellation. The numbers do not depend on the threads.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the shapes do not agree.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <remarks>Rows with fewer than three observations are no exception here, while a model of them carries the last value on.</remarks>
    void Rates(ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context);
}
