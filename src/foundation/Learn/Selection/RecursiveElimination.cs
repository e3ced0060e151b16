using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Selection;

/// <summary>Fits a model, leaves out the least important features, and so on; how many are kept is judged by cross-validation.</summary>
/// <remarks>Guyon, Weston, Barnhill and Vapnik, "Gene selection for cancer classification using support vector machines", Machine Learning 46 (2002). In each fold
/// features are eliminated by its training rows alone and each size is judged by its held-out rows: the squared error of numbers, the logarithmic loss of classes.
/// The best size is then reached on all rows. The same folds choose the size and judge it, so its loss is no estimate of a model's: judge that in an outer
/// cross-validation. Cost: (<see cref="Folds"/> + 1) · sizes fits. Immutable and thread-safe.</remarks>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="Learner">The learner.</param>
/// <param name="Importance">How important each feature of a model is, from 0 up, in the order of the table's features; see <see cref="EmbeddedSelection"/>.</param>
public sealed record RecursiveElimination<TModel>(IEstimator<TModel> Learner, Func<TModel, TabularData, double[]> Importance) : IFeatureSelector
    where TModel : ITableModel
{
    /// <summary>How many features are kept; <see langword="null"/>, the default, for as many as cross-validation finds best.</summary>
    public int? Most { get; init; }

    /// <summary>The share of the features left that is left out at once, at least one, from 0 and below 1; 0.1 by default.</summary>
    public double Step { get; init; } = 0.1;

    /// <summary>The parts of cross-validation, at least 2; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether the fewest features within one standard error of the least loss are kept; by default those of the least loss.</summary>
    public bool Simplest { get; init; }

    /// <inheritdoc/>
    /// <returns>The importance of a feature is the number of features that went before it, p − 1 of the last.</returns>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var sizes = Sizes(data.Features.Count);
        var size = Most is { } most ? Math.Min(most, data.Features.Count) : BestSize(data, sizes, context);
        var gone = Eliminate(data, sizes.Where(own => own >= size).Append(size).Distinct(), context, _ => { });
        var order = gone.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        string[] kept = [.. data.Features.Select(column => column.Name).Where(name => !order.ContainsKey(name))];
        return FeatureSelection.Of(data, kept, f => order.TryGetValue(data.Features[f].Name, out var place) ? place : data.Features.Count - 1);
    }

    /// <summary>The loss of each number of features by cross-validation, from all features down.</summary>
    /// <param name="data">The rows with their target.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <returns>The numbers of features, their mean loss over the folds, and its standard error.</returns>
    public IReadOnlyList<(int Features, double Loss, double StandardError)> Curve(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var sizes = Sizes(data.Features.Count);
        var losses = sizes.ToDictionary(own => own, _ => new List<double>());
        foreach (var fold in HeldOutLoss.Parts(data, Folds, context.Seed))
        {
            var held = data.Take(fold.Held);
            Eliminate(data.Take(fold.Train), sizes, context, model => losses[model.Schema.Columns.Count].Add(HeldOutLoss.Of(model, held)));
        }

        return [.. sizes.Select(own => (own, losses[own].Average(), Deviation(losses[own]) / Math.Sqrt(losses[own].Count)))];
    }

    private int BestSize(TabularData data, int[] sizes, FitContext context)
    {
        var curve = Curve(data, context);
        // Of equal losses the fewest features.
        var best = curve.OrderBy(point => point.Loss).ThenBy(point => point.Features).First();
        return Simplest ? curve.Where(point => point.Loss <= best.Loss + best.StandardError).Min(point => point.Features) : best.Features;
    }

    /// <summary>Leaves out features down to each size.</summary>
    /// <returns>The features left out, in order.</returns>
    private List<string> Eliminate(TabularData data, IEnumerable<int> sizes, FitContext context, Action<TModel> judge)
    {
        List<string> left = [.. data.Features.Select(column => column.Name)], gone = [];
        var own = context with { Validation = null, Progress = null };
        double[]? importances = null;
        foreach (var size in sizes)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (importances is not null)
            {
                string[] least = [.. Enumerable.Range(0, left.Count).OrderBy(f => importances[f]).ThenByDescending(f => f).Take(left.Count - size).Select(f => left[f])];
                gone.AddRange(least);
                left.RemoveAll(least.ToHashSet(StringComparer.Ordinal).Contains);
            }

            var table = FeatureSelection.Keep(data, left);
            var model = Learner.Fit(table, own);
            judge(model);
            importances = Importance(model, table);
            if (importances.Length != left.Count)
                throw new ArgumentException($"There are {importances.Length} importances for {left.Count} features; expected one for each, in the table's order.");
        }

        return gone;
    }

    private int[] Sizes(int features)
    {
        var sizes = new List<int>();
        for (var left = features; left >= 1; left -= Math.Max(1, (int)(Step * left)))
            sizes.Add(left);
        return [.. sizes];
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return values.Count > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) : 0;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Most < 1)
            faults.Add($"{nameof(Most)} is {Most}; expected at least 1");
        if (!(Step is >= 0 and < 1))
            faults.Add($"{nameof(Step)} is {Step}; expected a number from 0 and below 1");
        if (Folds < 2)
            faults.Add($"{nameof(Folds)} is {Folds}; expected at least 2");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(RecursiveElimination<TModel>)} cannot select: {string.Join("; ", faults)}.");
    }
}
