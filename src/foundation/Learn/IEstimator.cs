using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn;

/// <summary>A learner: an immutable record that is its own options.</summary>
/// <typeparam name="TModel">The fitted model; carries the capability interfaces.</typeparam>
public interface IEstimator<out TModel>
{
    /// <summary>Fits a model.</summary>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock.</param>
    /// <returns>An immutable, thread-safe model; the same bytes for the same options, data and seed.</returns>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    TModel Fit(TabularData data, FitContext context);
}
