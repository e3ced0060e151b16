using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;
using Kirana.Numerics.Threading;

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
        ArgumentNullException.ThrowIfNull(context);
        var run = new NestedRun<TLearner>(this, Outer with { KeepsModels = true }, space, data, context);
        var (side, done) = (Outer.SideBySide ? Math.Min(context.Threads, run.Count) : 1, 0);
        Blocks.Run(run.Count, 1, side, context.Cancellation, (unit, _, _) =>
        {
            run.Fit(unit, Math.Max(1, context.Threads / side));
            context.Progress?.Report(new FitProgress("folds", Interlocked.Increment(ref done), run.Count));
        });
        return run.Finish();
    }

    /// <summary>Begins to judge the search by fits that the caller makes one by one: each is a search in an outer fold and the fit of what it found.</summary>
    /// <remarks>Models are kept only if <see cref="Outer"/> says so.</remarks>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="space">The learners it chooses among.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, cancellation and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException">The data cannot be parted.</exception>
    public NestedRun<TLearner> Begin<TLearner>(Space<TLearner> space, TabularData data, FitContext context) where TLearner : IEstimator<ITableModel> => new(this, Outer, space, data, context);
}
