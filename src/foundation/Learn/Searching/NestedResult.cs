using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>What a way of searching is worth. Immutable and thread-safe.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
public sealed class NestedResult<TLearner>
{
    internal NestedResult(CrossValidated<ITableModel> validated, IReadOnlyList<SearchResult<TLearner>> searches) => (Validated, Searches) = (validated, searches);

    /// <summary>The predictions and scores of what was found, on rows that the search did not see, and the models.</summary>
    public CrossValidated<ITableModel> Validated { get; }

    /// <summary>What was tried and found in each of the outer folds.</summary>
    public IReadOnlyList<SearchResult<TLearner>> Searches { get; }

    /// <summary>The mean of the best scores as the searches saw them.</summary>
    public double Promised => Searches.Average(search => search.BestTrial.Mean);

    /// <summary>The mean score of the same learners on rows the searches did not see.</summary>
    public double Kept => Validated.Mean(Searches[0].Score);
}
