using System.Collections.Concurrent;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>A learner that searches, and remembers for each model what the search found.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
/// <param name="searching">What searches.</param>
internal sealed class WatchedLearner<TLearner>(SearchingLearner<TLearner> searching) : IEstimator<ITableModel> where TLearner : IEstimator<ITableModel>
{
    private readonly ConcurrentDictionary<ITableModel, SearchResult<TLearner>> _found = new(ReferenceEqualityComparer.Instance);

    public ITableModel Fit(TabularData data, FitContext context)
    {
        var model = searching.Fit(data, context, out var found);
        _found[model] = found;
        return model;
    }

    /// <summary>What the searches of all folds found.</summary>
    public NestedResult<TLearner> Result(CrossValidated<ITableModel> validated) => new(validated, [.. validated.Models.Select(model => _found[model])]);
}
