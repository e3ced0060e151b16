using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Selection;

/// <summary>Keeps the features that a model makes something of.</summary>
/// <remarks>One fit. Which features these are is part of the learner: a lasso makes coefficients 0, a tree never splits on some. <see cref="EmbeddedSelection"/> has the
/// usual ones. Immutable and thread-safe.</remarks>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="Learner">The learner.</param>
/// <param name="Importance">How important each feature of a model is, from 0 up, in the order of the table's features.</param>
public sealed record ImportanceSelection<TModel>(IEstimator<TModel> Learner, Func<TModel, TabularData, double[]> Importance) : IFeatureSelector
{
    /// <summary>How many features are kept at most, at least 1; <see langword="null"/>, the default, for all above the threshold.</summary>
    public int? Most { get; init; }

    /// <summary>The importance that is exceeded by a feature that is kept, as a multiple of the mean importance, from 0; 0 by default.</summary>
    public double Threshold { get; init; }

    /// <inheritdoc/>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (Most < 1 || !(Threshold >= 0))
            throw new ArgumentException($"{nameof(ImportanceSelection<TModel>)} cannot select: {nameof(Most)} is {Most}, {nameof(Threshold)} is {Threshold}; expected at least 1, and 0 or more.");
        var importances = Importance(Learner.Fit(data, context), data);
        if (importances.Length != data.Features.Count)
            throw new ArgumentException($"There are {importances.Length} importances for {data.Features.Count} features; expected one for each, in the table's order.");
        var least = Threshold * importances.Average();
        var kept = Enumerable.Range(0, importances.Length).Where(f => importances[f] > least).OrderByDescending(f => importances[f]).Take(Most ?? int.MaxValue);
        return FeatureSelection.Of(data, kept.Select(f => data.Features[f].Name), f => importances[f]);
    }
}
