using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <inheritdoc/>
    /// <remarks>Classes are the target's labels in ordinal order; of two, the second is the positive one.</remarks>
    public BoostedTrees Fit(TabularData data, FitContext context) => Fit(data, context, start: null);

    /// <summary>Goes on with a model until it has <see cref="Trees"/> rounds.</summary>
    /// <param name="model">A model of the same objective, columns and labels.</param>
    /// <param name="data">The rows; the same rows, options and seed give the model of one long fit.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock.</param>
    /// <exception cref="ArgumentException">The model does not fit the learner or the table, or an option lies outside its range.</exception>
    /// <exception cref="DataException">The data cannot be learnt from.</exception>
    public BoostedTrees Continue(BoostedTrees model, TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(data, context, model);
    }

    internal BoostedTrees Fit(LabelledRows rows, FitContext context, LabelledRows? validation = null, BoostedTrees? start = null) =>
        Fit(rows, [], context, validation, start);

    /// <summary>How numbers and categories become bins.</summary>
    internal BinningOptions Binning => new(Bins, MinRowsPerBin, BySketch: Cuts == CutSearch.WeightedSketch);

    /// <summary>The bins of a table; none where cuts are exact.</summary>
    internal BinnedTable? Bin(LabelledRows rows, FitContext context)
    {
        if (Cuts == CutSearch.Exact)
            return null;
        RowWeights? weights = rows.Weights.Length == 0 ? null : (start, own) => rows.Weights.AsSpan(start, own.Length).CopyTo(own);
        var bins = BinFinder.Find(rows.Features, Binning, context.Seed, context.Threads, context.Cancellation, weights);
        return BinnedTable.From(rows.Features, bins, context.Threads, context.Cancellation);
    }

    private BoostedTrees Fit(TabularData data, FitContext context, BoostedTrees? start)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var features = start is null ? TableSource.Of(data) : TableSource.Of(data.Table, start.Columns);
        var targets = start is null ? Targets.Of(data) : Targets.Of(data, [.. start.Labels]);
        return Fit(LabelledRows.Of(data, features, targets.Values), targets.Labels, context, ValidationOf(context, features, targets.Labels), start);
    }

    /// <summary>The validation rows of a context with the columns and labels of the training rows.</summary>
    private static LabelledRows? ValidationOf(FitContext context, FeatureSource features, string[] labels) => context.Validation is { } held
        ? LabelledRows.Of(held, TableSource.Of(held.Table, [.. features.Columns]), Targets.Of(held, labels).Values)
        : null;

    private BoostedTrees Fit(LabelledRows rows, string[] labels, FitContext context, LabelledRows? validation, BoostedTrees? start)
    {
        using var run = new BoostingRun(this, ObjectiveFor(labels), rows, labels, validation, context, start);
        return run.Fit();
    }

    /// <summary>The objective, by the target's labels where it is not given.</summary>
    internal Objective ObjectiveFor(string[] labels) => Objective ?? labels.Length switch
    {
        0 => Objectives.Objective.Squared,
        1 or 2 => Objectives.Objective.Logistic,
        _ => Objectives.Objective.Softmax(labels.Length),
    };
}
