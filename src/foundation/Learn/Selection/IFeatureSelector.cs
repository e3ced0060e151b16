using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Selection;

/// <summary>A way to choose features: an immutable record that is its own options.</summary>
/// <remarks>It looks at the target: inside a cross-validation it belongs into each fold, as <see cref="SelectingLearner{TModel}"/> does.</remarks>
public interface IFeatureSelector
{
    /// <summary>Judges the features of a table.</summary>
    /// <param name="data">The rows with their target; classes as categories.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    FeatureSelection Select(TabularData data, FitContext context);
}
