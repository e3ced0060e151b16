using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Searching;

/// <summary>A learner that searches each time it is fitted and fits the best learner it found to all its rows.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
/// <param name="Search">How it searches.</param>
/// <param name="Space">The learners it chooses among.</param>
public sealed record SearchingLearner<TLearner>(Search Search, Space<TLearner> Space) : IEstimator<ITableModel>
    where TLearner : IEstimator<ITableModel>
{
    /// <inheritdoc/>
    /// <remarks>Rows for early stopping are the context's, or are cut off as in the folds of the search.</remarks>
    public ITableModel Fit(TabularData data, FitContext context) => Fit(data, context, out _);

    /// <summary>Fits a model and says how it was found.</summary>
    internal ITableModel Fit(TabularData data, FitContext context, out SearchResult<TLearner> found)
    {
        found = Search.Run(Space, data, context);
        return Search.Validation.FitAll<ITableModel>(found.Best, data, context);
    }
}
