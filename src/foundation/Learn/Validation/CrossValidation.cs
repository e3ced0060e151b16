using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Validation;

/// <summary>Judges any learner by rows its models were not fitted to: the rows are parted into folds, each is predicted by a model of the others.</summary>
/// <remarks>
/// Whatever the learner does, it does inside the fold: a pipeline, a selection, a search is fitted anew on the
/// training rows of each. A learner is given the group of the rows where those of a group lie side by side, as rankers need them; else the folds
/// alone know it. Same data, options and seed give the same predictions and models at any number of threads; seconds are the clock's.
/// Cost: <see cref="Folds"/> · <see cref="Repeats"/> fits. Immutable and thread-safe.
/// </remarks>
public sealed partial record CrossValidation
{
    /// <summary>The number of folds, at least 2; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How rows are parted; by default as the table needs it.</summary>
    public FoldKind Kind { get; init; }

    /// <summary>How often the rows are parted anew, at least 1; 1 by default. Folds by time have no chance in them, and so no repeats.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The share of each fold's training rows that is kept from the fit and handed to it as <see cref="FitContext.Validation"/>, as for early
    /// stopping; from 0 up to ½, 0 by default. Rows held out to judge are never among them. Parted by the kind of the folds: whole
    /// groups, or the latest rows.</summary>
    public double ValidationShare { get; init; }

    /// <summary>Whether bins, which never look at the target, are chosen once for all folds where a learner of histogram trees can do so; by default they are.
    /// Else each fold chooses its own from its training rows.</summary>
    public bool ShareBins { get; init; } = true;

    /// <summary>Whether folds may be fitted at the same time by the threads of the context; by default they may. Else one after another, each by all
    /// threads, for the memory of one fit and seconds that compare.</summary>
    public bool SideBySide { get; init; } = true;

    /// <summary>Whether the models of the folds are kept; by default they are not.</summary>
    public bool KeepsModels { get; init; }

    /// <summary>What is measured; <see langword="null"/>, the default, for <see cref="Scoring.For(RowPredictions)"/>.</summary>
    public IReadOnlyList<Score>? Scores { get; init; }

    /// <summary>The level of intervals, between 0 and 1; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The resamples of an interval over rows, at least 1; 200 by default.</summary>
    public int Resamples { get; init; } = 200;

    /// <summary>Judges a learner.</summary>
    /// <typeparam name="TModel">The fitted model: one of numbers or classes.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, threads, cancellation, progress (folds) and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or a score does not fit the predictions.</exception>
    /// <exception cref="DataException">The data cannot be learnt from or parted.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public CrossValidated<TModel> Run<TModel>(IEstimator<TModel> learner, TabularData data, FitContext context) where TModel : ITableModel
    {
        ArgumentNullException.ThrowIfNull(context);
        using var bins = new SharedBins();
        var run = Run(learner, data, context, bins);
        run.Measure(Scores ?? Scoring.For(run.Predictions), context);
        return run;
    }

    /// <summary>Begins to judge a learner by fits that the caller makes one by one.</summary>
    /// <remarks>No two folds share bins, and <see cref="SideBySide"/> means nothing.</remarks>
    /// <typeparam name="TModel">The fitted model: one of numbers or classes.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">Seed, cancellation and clock; its validation rows are not used.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException">The data cannot be parted.</exception>
    public CrossValidationRun<TModel> Begin<TModel>(IEstimator<TModel> learner, TabularData data, FitContext context) where TModel : ITableModel =>
        new(this, learner, data, context, bins: null, share: 1);

    /// <summary>The folds of a table, repeat by repeat.</summary>
    /// <param name="data">The table with its roles.</param>
    /// <param name="seed">The seed of the partings.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>too-few-rows</c>.</exception>
    public IReadOnlyList<IReadOnlyList<Fold>> Part(TabularData data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check();
        if (Repeats > 1 && Resampling.Folds.KindFor(data, Kind) == FoldKind.Time)
            throw new ArgumentException($"{nameof(Repeats)} is {Repeats}, but the rows are parted by time, which is the same each time; expected 1.");
        return [.. Enumerable.Range(0, Repeats).Select(repeat => Resampling.Folds.Of(data, Folds, Kind, SeedOf(seed, repeat)))];
    }

    /// <summary>Fits a learner to all rows as the folds fit it: with rows for early stopping cut off by <see cref="ValidationShare"/>, unless the context has some.</summary>
    /// <typeparam name="TModel">The fitted model.</typeparam>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The rows with their roles.</param>
    /// <param name="context">As for <see cref="IEstimator{TModel}.Fit"/>.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public TModel FitAll<TModel>(IEstimator<TModel> learner, TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var visible = Visible(data, data.Group is null ? [] : Resampling.Folds.GroupOf(data.Group));
        if (context.Validation is not null)
            return learner.Fit(visible, context);
        var (train, validation) = Cut(data, [.. Enumerable.Range(0, data.RowCount)], context.Seed);
        return validation.Length == 0 ? learner.Fit(visible, context) : learner.Fit(visible.Take(train), context with { Validation = visible.Take(validation) });
    }

    /// <summary>Predicts every fold; measures nothing yet.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads, cancellation, progress and clock.</param>
    /// <param name="bins">Bins to share.</param>
    /// <param name="share">The share of each fold's training rows that is used.</param>
    internal CrossValidated<TModel> Run<TModel>(IEstimator<TModel> learner, TabularData data, FitContext context, SharedBins bins, double share = 1) where TModel : ITableModel
    {
        var run = new CrossValidationRun<TModel>(this, learner, data, context, bins, share);
        var (side, done) = (SideBySide ? Math.Min(context.Threads, run.Count) : 1, 0);
        Blocks.Run(run.Count, 1, side, context.Cancellation, (unit, _, _) =>
        {
            run.Fit(unit, Math.Max(1, context.Threads / side));
            context.Progress?.Report(new FitProgress("folds", Interlocked.Increment(ref done), run.Count));
        });
        return run.Unmeasured();
    }

    /// <summary>How some rows are fitted: on bins that all folds share, or on a table of their own.</summary>
    internal Func<int[], FitContext, TModel> FitOf<TModel>(IEstimator<TModel> learner, TabularData visible, FitContext context, SharedBins? bins) =>
        ShareBins && bins is not null && learner is IBinSharing<TModel> { Shared: { } wanted } sharing && bins.For(wanted, () => sharing.Bin(visible, context with { Progress = null })) is var binned
            ? (train, own) => sharing.Fit(binned, own, train)
            : (train, own) => learner.Fit(visible.Take(train), own);

    /// <summary>Cuts rows for early stopping off the training rows of a fold.</summary>
    internal (int[] Train, int[] Validation) Cut(TabularData data, int[] train, ulong seed) =>
        ValidationShare > 0 ? RowShare.Part(data, train, ValidationShare, Kind, seed) : (train, []);

    /// <summary>The table without its groups, unless a learner can use them.</summary>
    internal static TabularData Visible(TabularData data, int[] groups)
    {
        if (data.Group is null)
            return data;
        var seen = 0;
        // Numbered by first appearance: where groups lie side by side, the number never falls back.
        foreach (var group in groups)
        {
            if (group < seen)
                return new TabularData(
                    data.Table.Select(data.Table.Columns.Select(column => column.Name).Where(name => !string.Equals(name, data.Group.Name, StringComparison.Ordinal))),
                    data.Target?.Name, data.Weight?.Name, time: data.Time?.Name);
            seen = group;
        }

        return data;
    }

    internal List<string> Warnings(TabularData data, Targets targets)
    {
        var warnings = new List<string>();
        foreach (var place in targets.Values.GroupBy(value => value).Where(_ => targets.Labels.Length > 0).OrderBy(place => place.Key))
            if (place.Count() < Folds)
                warnings.Add($"The class '{targets.Labels[(int)place.Key]}' has {place.Count()} rows, fewer than the {Folds} folds: some folds do not hold it{(place.Count() == 1 ? ", and the model that is asked about it has never seen it" : "")}.");
        if (data.Group is not null && Resampling.Folds.KindFor(data, Kind) == FoldKind.Grouped
            && Resampling.Folds.GroupOf(data.Group).CountBy(group => group).MaxBy(pair => pair.Value) is var largest && largest.Value * (long)Folds > 2L * data.RowCount)
            warnings.Add($"One group of '{data.Group.Name}' has {largest.Value} of {data.RowCount} rows, more than two folds' worth: the folds differ in size.");
        return warnings;
    }

    internal static ulong SeedOf(ulong seed, int repeat) => repeat == 0 ? seed : new RandomStream(seed, RandomUse.Repeat + (ulong)repeat).NextUInt64();

    private void Check()
    {
        var faults = new List<string>();
        if (Folds < 2)
            faults.Add($"{nameof(Folds)} is {Folds}; expected at least 2");
        if (Repeats < 1)
            faults.Add($"{nameof(Repeats)} is {Repeats}; expected at least 1");
        if (!(ValidationShare is >= 0 and <= 0.5))
            faults.Add($"{nameof(ValidationShare)} is {ValidationShare}; expected a number from 0 up to ½");
        if (!(Level is > 0 and < 1))
            faults.Add($"{nameof(Level)} is {Level}; expected a number between 0 and 1, both exclusive");
        if (Resamples < 1)
            faults.Add($"{nameof(Resamples)} is {Resamples}; expected at least 1");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(CrossValidation)} cannot be run: {string.Join("; ", faults)}.");
    }
}
