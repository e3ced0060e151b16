using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Preparation;

/// <summary>Steps that make of a table what a learner can use: no gaps, numbers of like size, no texts.</summary>
/// <remarks>What the steps learn, they learn from the rows they are fitted on: inside a cross-validation fit the preparation with the learner, by
/// <see cref="PreparingLearner{TModel}"/>, so that held-out rows have no say. Immutable and thread-safe.</remarks>
/// <param name="Steps">The steps in order; none leaves the table as it is.</param>
public sealed record TablePreparation(IReadOnlyList<PreparationStep> Steps)
{
    /// <summary>The columns of texts that are hashed before the first step; none by default.</summary>
    /// <remarks>The numbers of the column <c>title</c> are named <c>title#0</c>, <c>title#1</c>, …</remarks>
    public IReadOnlyList<TextHashing> Texts { get; init; } = [];

    /// <summary>A preparation of steps in order.</summary>
    /// <param name="steps">The steps.</param>
    public static TablePreparation Of(params ReadOnlySpan<PreparationStep> steps) => new(new ReadOnlyCollection<PreparationStep>(steps.ToArray()));

    /// <summary>What suits linear models, support vectors, neighbours and networks: redundant columns dropped, gaps filled by the median with an
    /// indicator, numbers standardised, categories one-hot.</summary>
    /// <remarks>It looks at the kinds of the features only, never at a value or the target, so it may be chosen on all rows.</remarks>
    /// <param name="data">The table.</param>
    public static TablePreparation For(TabularData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var steps = new List<PreparationStep> { new RedundantColumns() };
        if (data.Features.Any(column => column is NumberColumn))
            steps.AddRange([new Imputation(), new Scaling()]);
        if (data.Features.Any(column => column is CategoryColumn))
            steps.Add(new OneHotEncoding());
        return new TablePreparation(steps.AsReadOnly());
    }

    /// <summary>Learns the steps from a table.</summary>
    /// <param name="data">Training rows; rows of weight 0 count for nothing. The target is needed by <see cref="TargetEncoding"/> only.</param>
    /// <param name="context">The seed of folds, and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>wrong-kind</c>, <c>missing-column</c> or what a step says.</exception>
    public FittedPreparation Fit(TabularData data, FitContext context) => FitTraining(data, context).Fitted;

    /// <summary>Learns the steps, and prepares the training rows as a learner should see them.</summary>
    internal (FittedPreparation Fitted, TabularData Training) FitTraining(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        data = WithWeight(data);
        if (data.Features.Count == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        if (data.RowCount == 0)
            throw new DataException("The table has no rows.") { Code = "no-rows", Hint = "Check the filter or the file." };

        var raw = RawColumns.Of(data, Texts);
        var weights = new float[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        var rows = new TrainingRows(raw.Encode(data.Table), raw.Columns, weights, data, context.Seed);
        var fitted = new List<FittedStep>();
        foreach (var step in Steps)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var fit = step.Fit(rows);
            fitted.Add(fit.Step);
            rows = rows with { Values = fit.Training ?? Applied(fit.Step, rows), Columns = fit.Columns };
        }

        var own = new FittedPreparation(raw, [.. fitted], rows.Columns);
        return (own, own.Described(rows.Values, data));
    }

    /// <summary>A step's changes to all rows.</summary>
    internal static float[] Applied(FittedStep step, TrainingRows rows)
    {
        var values = new float[checked(rows.Rows * step.Width)];
        for (var row = 0; row < rows.Rows; row++)
            step.Apply(rows.Values.AsSpan(row * rows.Width, rows.Width), values.AsSpan(row * step.Width, step.Width));
        return values;
    }

    private static TabularData WithWeight(TabularData data)
    {
        if (data.Weight is not { } weight)
            return data;
        int[] counted = [.. Enumerable.Range(0, data.RowCount).Where(row => (float)weight[row] > 0)];
        if (counted.Length == 0 && data.RowCount > 0)
            throw new DataException("Every weight is 0.") { Code = "bad-weight", Column = weight.Name, Hint = "Give at least one row a weight above 0." };
        return counted.Length == data.RowCount ? data : data.Take(counted);
    }

    private void Check()
    {
        var faults = new List<string>();
        for (var i = 0; i < Steps.Count; i++)
        {
            var own = new List<string>();
            Steps[i].Check(own);
            faults.AddRange(own.Select(fault => $"step {i + 1}, {Steps[i].GetType().Name}: {fault}"));
        }

        foreach (var text in Texts)
            if (text.Fault() is { } fault)
                faults.Add($"{nameof(TextHashing)} of '{text.Column}': {fault}");
        if (Texts.Select(text => text.Column).Distinct(StringComparer.Ordinal).Count() < Texts.Count)
            faults.Add($"{nameof(Texts)} name a column twice");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(TablePreparation)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
