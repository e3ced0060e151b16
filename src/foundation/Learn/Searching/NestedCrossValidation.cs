using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;

namespace Kirana.Learn.Searching;

/// <summary>Judges a search as a whole: in every outer fold it searches anew by folds of the training rows, and what it finds is asked about rows that neither saw.</summary>
/// <remarks>The same as a <see cref="CrossValidation"/> of <see cref="Search.Over"/>, which also tells what each fold found. The score is that of the way of searching, not of
/// one learner: different folds may find different ones. Varma and Simon, "Bias in error estimation when using cross-validation for model selection", BMC
/// Bioinformatics 7 (2006). Cost: outer folds · (trials · inner folds + 1) fits. Immutable and thread-safe.</remarks>
public sealed record NestedCrossValidation
{
    /// <summary>The outer folds; five by default.</summary>
    public CrossValidation Outer { get; init; } = new();

    /// <summary>The search within them.</summary>
    public Search Search { get; init; } = new();

    /// <summary>Judges the search.</summary>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="space">The learners it chooses among.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, threads, cancellation, progress (outer folds) and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or a score does not fit the target.</exception>
    /// <exception cref="DataException">The data cannot be parted or learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public NestedResult<TLearner> Run<TLearner>(Space<TLearner> space, TabularData data, FitContext context) where TLearner : IEstimator<ITableModel>
    {
        var watched = new WatchedLearner<TLearner>(Search.Over(space));
        return watched.Result(Judging.Run(watched, data, context));
    }

    /// <summary>Begins to judge the search by fits that the caller makes one by one: each is a search in an outer fold and the fit of what it found.</summary>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="space">The learners it chooses among.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, cancellation and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException">The data cannot be parted.</exception>
    public NestedRun<TLearner> Begin<TLearner>(Space<TLearner> space, TabularData data, FitContext context) where TLearner : IEstimator<ITableModel>
    {
        var watched = new WatchedLearner<TLearner>(Search.Over(space));
        return new NestedRun<TLearner>(Judging.Begin(watched, data, context), watched);
    }

    private CrossValidation Judging => Outer with { KeepsModels = true, Scores = Outer.Scores ?? (Search.Score is { } score ? [score] : null) };
}
