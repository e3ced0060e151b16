using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.Selection;

/// <summary>Adds features one by one, or leaves them out, as the loss on held-out rows tells.</summary>
/// <remarks>Every candidate is judged by the same folds: the squared error of numbers, the logarithmic loss of classes. It ends when <see cref="Most"/> features are
/// reached or, without that number, when no step lowers the loss by <see cref="LeastGain"/> of itself (forward) or raises it by less (backward). It is greedy, and
/// thorough: about p · steps · <see cref="Folds"/> fits. Immutable and thread-safe.</remarks>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="Learner">The learner.</param>
public sealed record StepwiseSelection<TModel>(IEstimator<TModel> Learner) : IFeatureSelector
    where TModel : ITableModel
{
    /// <summary>Which way it goes; forward by default.</summary>
    public StepDirection Direction { get; init; } = StepDirection.Forward;

    /// <summary>How many features are kept, at least 1; <see langword="null"/>, the default, for as many as the loss asks for.</summary>
    public int? Most { get; init; }

    /// <summary>The share of the loss that a feature must be worth, from 0 and below 1; 0.001 by default.</summary>
    public double LeastGain { get; init; } = 1e-3;

    /// <summary>The parts of cross-validation, at least 2; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    /// <returns>The importance of a feature is its place: of those kept, forward, the first added has the greatest; backward, the last left out follows those kept.</returns>
    public FeatureSelection Select(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        if (data.Features.Count == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        var folds = HeldOutLoss.Parts(data, Folds, context.Seed);
        return Direction == StepDirection.Forward ? Forward(data, folds, context) : Backward(data, folds, context);
    }

    private FeatureSelection Forward(TabularData data, IReadOnlyList<Fold> folds, FitContext context)
    {
        var (chosen, least) = (new List<int>(), double.PositiveInfinity);
        while (chosen.Count < (Most ?? int.MaxValue) && Best(data, Enumerable.Range(0, data.Features.Count).Except(chosen), f => [.. chosen, f], folds, context) is var (feature, loss))
        {
            // The first feature is held against nothing: some model must be left.
            if (Most is null && !(loss < least * (1 - LeastGain)))
                break;
            chosen.Add(feature);
            least = loss;
        }

        return FeatureSelection.Of(data, chosen.Select(f => data.Features[f].Name), f => chosen.IndexOf(f) is >= 0 and var place ? chosen.Count - place : 0);
    }

    private FeatureSelection Backward(TabularData data, IReadOnlyList<Fold> folds, FitContext context)
    {
        List<int> left = [.. Enumerable.Range(0, data.Features.Count)], gone = [];
        var least = Loss(data, left, folds, context);
        while (left.Count > (Most ?? 1) && Best(data, left, f => left.Where(other => other != f), folds, context) is var (feature, loss))
        {
            if (Most is null && loss > least * (1 + LeastGain))
                break;
            left.Remove(feature);
            gone.Add(feature);
            least = Math.Min(least, loss);
        }

        return FeatureSelection.Of(data, left.Select(f => data.Features[f].Name), f => gone.IndexOf(f) is >= 0 and var place ? place : gone.Count);
    }

    /// <summary>The candidate of the least loss, the first of equals; <see langword="null"/> where there is none.</summary>
    private (int Feature, double Loss)? Best(TabularData data, IEnumerable<int> candidates, Func<int, IEnumerable<int>> with, IReadOnlyList<Fold> folds, FitContext context)
    {
        (int Feature, double Loss)? best = null;
        foreach (var candidate in candidates)
            if (Loss(data, with(candidate), folds, context) is var loss && (best is null || loss < best.Value.Loss))
                best = (candidate, loss);
        return best;
    }

    private double Loss(TabularData data, IEnumerable<int> features, IReadOnlyList<Fold> folds, FitContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var table = FeatureSelection.Keep(data, features.Order().Select(f => data.Features[f].Name));
        return folds.Average(fold => HeldOutLoss.Of(Learner, table, fold, context));
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Most < 1)
            faults.Add($"{nameof(Most)} is {Most}; expected at least 1");
        if (!(LeastGain is >= 0 and < 1))
            faults.Add($"{nameof(LeastGain)} is {LeastGain}; expected a number from 0 and below 1");
        if (Folds < 2)
            faults.Add($"{nameof(Folds)} is {Folds}; expected at least 2");
        if (!Enum.IsDefined(Direction))
            faults.Add($"{nameof(Direction)} is {Direction}");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(StepwiseSelection<TModel>)} cannot select: {string.Join("; ", faults)}.");
    }
}
