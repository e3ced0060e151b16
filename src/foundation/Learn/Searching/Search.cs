using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Validation;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Searching;

/// <summary>Finds the learner of a space that does best in a cross-validation.</summary>
/// <remarks>
/// All trials see the same folds, and histogram bins are shared by those that choose them alike. The first trial is the space's learner as it is, so that tuned can be
/// compared with default. A learner that cannot be fitted is a trial with its reason. Same data, options and seed give the same trials at any number of threads.
/// <para>The best score is chosen for being best, and so looks better than it is; see <see cref="SearchResult{TLearner}.Optimism"/>. What the learner is worth on new rows say
/// <see cref="NestedCrossValidation"/> and <see cref="UntouchedTest"/>. Cost: <see cref="Trials"/> cross-validations. Immutable and thread-safe.</para>
/// </remarks>
public sealed record Search
{
    /// <summary>How points are chosen; <see cref="BayesianSearch"/> by default.</summary>
    public SearchMethod Method { get; init; } = new BayesianSearch();

    /// <summary>The most trials beside that of the learner as it is, at least 1; 30 by default.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>How each trial is judged; five folds by default.</summary>
    public CrossValidation Validation { get; init; } = new();

    /// <summary>What is best; <see langword="null"/>, the default, for the first of <see cref="Scoring.For(RowPredictions)"/>. Compared are means over folds.</summary>
    public Score? Score { get; init; }

    /// <summary>Searches.</summary>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="space">The learners to choose among.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, threads, cancellation, progress (trials) and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, the space has no dimension, or the score does not fit the target.</exception>
    /// <exception cref="DataException">The data cannot be parted, or no trial could be fitted.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public SearchResult<TLearner> Run<TLearner>(Space<TLearner> space, TabularData data, FitContext context) where TLearner : IEstimator<ITableModel>
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check(space.Names.Count);
        // What no trial can mend is said at once.
        Validation.Part(data, context.Seed);
        using var run = new SearchRun<TLearner>(this, space, data, context);
        run.Try(null, 1);
        var least = space.Resource is { } resource ? resource.Least / (double)resource.Most : (Method as SuccessiveHalving)?.LeastRows ?? 1;
        Method.Run(new SearchTrials(space.Levels, space.AreChoices, Trials, new RandomStream(context.Seed, RandomUse.Search), least, run.Try));
        return run.Result();
    }

    /// <summary>A learner that searches each time it is fitted, and fits what it found to all its rows: in a cross-validation, on the rows of the fold alone.</summary>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="space">The learners to choose among.</param>
    public SearchingLearner<TLearner> Over<TLearner>(Space<TLearner> space) where TLearner : IEstimator<ITableModel> => new(this, space);

    private void Check(int dimensions)
    {
        var faults = new List<string>(Method.Faults());
        if (Trials < 1)
            faults.Add($"{nameof(Trials)} is {Trials}; expected at least 1");
        if (dimensions == 0)
            faults.Add("the space has no dimension; expected at least one");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(Search)} cannot be run: {string.Join("; ", faults)}.");
    }
}
