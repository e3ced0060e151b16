using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <summary>Puts a table into bins once, for many fits: a search over learning rates, folds, a model to go on with.</summary>
    /// <remarks>The fits may differ from this learner in every option but <see cref="Bins"/>, <see cref="MinRowsPerBin"/> and
    /// <see cref="Cuts"/>.</remarks>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, <see cref="Cuts"/> are exact, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BinnedData Bin(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var targets = Targets.Of(data);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        rows.Check();
        var table = Bin(rows, context) ?? throw new ArgumentException($"{nameof(Cuts)} is {Cuts}, which has no bins to share; use {CutSearch.Sample} or {CutSearch.WeightedSketch}.");
        return new BinnedData(data, rows, targets.Labels, Binning, table);
    }

    /// <summary>Fits a model on data that are in bins already: the model of <see cref="Fit(TabularData, FitContext)"/> where that chooses the
    /// same bins, to the byte.</summary>
    /// <param name="data">The rows in bins. Classes are those of all rows.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock.</param>
    /// <param name="rows">The rows to fit on, ascending, groups as a whole; <see langword="null"/>, the default, for all. The bins are not copied,
    /// but under <see cref="RowSampling.GradientOneSide"/>.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, the data were binned by other options, or the rows are not some of
    /// theirs.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostedTrees Fit(BinnedData data, FitContext context, int[]? rows = null) => Fit(data, context, rows, start: null);

    /// <summary>Goes on with a model until it has <see cref="Trees"/> rounds, on data that are in bins already.</summary>
    /// <param name="model">A model of the same objective, columns and labels.</param>
    /// <param name="data">The rows in bins.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock.</param>
    /// <param name="rows">The rows to fit on, as in <see cref="Fit(BinnedData, FitContext, int[])"/>.</param>
    /// <exception cref="ArgumentException">The model does not fit the learner or the data, or as in <see cref="Fit(BinnedData, FitContext, int[])"/>.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostedTrees Continue(BoostedTrees model, BinnedData data, FitContext context, int[]? rows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(data, context, rows, model);
    }

    /// <summary>Measures the loss of each number of rounds by cross-validation on data that are in bins already; see
    /// <see cref="CrossValidate(TabularData, FitContext, int, FoldKind, bool)"/>.</summary>
    /// <param name="data">The rows in bins, which all folds read where they lie.</param>
    /// <param name="context">Seed, threads, cancellation and progress; its validation rows are not used.</param>
    /// <param name="folds">The number of folds, at least 2; 5 by default.</param>
    /// <param name="kind">How rows are parted.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data were binned by other options.</exception>
    /// <exception cref="DataException">The data cannot be learnt from or parted.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostingValidation CrossValidate(BinnedData data, FitContext context, int folds = 5, FoldKind kind = FoldKind.Automatic)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        return CrossValidate(data.Rows, data.Labels, Folds.Of(data.Data, folds, kind, context.Seed), context, data.For(Binning));
    }

    /// <inheritdoc/>
    BinningOptions? IBinSharing<BoostedTrees>.Shared => Cuts == CutSearch.Exact ? null : Binning;

    private BoostedTrees Fit(BinnedData data, FitContext context, int[]? rows, BoostedTrees? start)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        if (rows is not null)
            data.Check(rows);
        if (start is not null && !start.Labels.SequenceEqual(data.Labels, StringComparer.Ordinal))
            throw new ArgumentException($"The model has the labels {string.Join(", ", start.Labels)}, the data {string.Join(", ", data.Labels)}.", nameof(data));
        using var run = new BoostingRun(
            this, ObjectiveFor(data.Labels), data.Rows, data.Labels, ValidationOf(context, data.Rows.Features, data.Labels), context, start, data.For(Binning), rows);
        return run.Fit();
    }
}
