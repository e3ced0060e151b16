using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>From which prediction on to act, chosen on out-of-fold predictions, and what that is worth on rows it was not chosen on.</summary>
/// <param name="Threshold">The threshold that is worth most on all out-of-fold predictions: rows predicted at least this are called positive; +∞ for none.</param>
/// <param name="Theoretical">The threshold that calibrated probabilities need (<see cref="DecisionValues.Threshold"/>); NaN for decision values. Far from the other, the probabilities are not calibrated.</param>
/// <param name="PerRow">The mean value of a decision, each fold decided by the threshold of the other folds, with its percentile bootstrap over rows, or groups.</param>
/// <param name="Apparent">The mean value by <paramref name="Threshold"/> on the rows it was chosen on; more than it will be.</param>
/// <param name="OfNone">The mean value if no row is called positive.</param>
/// <param name="OfAll">The mean value if all are.</param>
/// <param name="PerFold">The threshold of the other folds for each fold.</param>
/// <param name="Outcomes">How many rows, by weight, end where when each fold is decided by the others.</param>
public sealed record ThresholdChoice(
    double Threshold, double Theoretical, Interval PerRow, double Apparent, double OfNone, double OfAll, IReadOnlyList<double> PerFold, ConfusionMatrix Outcomes)
{
    /// <summary>Chooses the threshold of a learner.</summary>
    /// <param name="validated">Its cross-validation; of several repeats the first counts.</param>
    /// <param name="values">What each outcome is worth.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <exception cref="ArgumentException">The target has not two classes, or a value is not finite.</exception>
    public static ThresholdChoice Of(CrossValidated validated, DecisionValues values, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(validated);
        ArgumentNullException.ThrowIfNull(values);
        values.Check();
        var all = validated.Predictions;
        if (all.Labels.Count != 2)
            throw new ArgumentException($"A threshold decides between two classes; the target {(all.Labels.Count == 0 ? "is a number" : $"has {all.Labels.Count}")}.", nameof(validated));
        var folds = validated.Folds.Where(fold => fold.Repeat == 0).Select(fold => fold.Predictions).ToArray();
        var best = Curve(all).BestFor(values);
        var (thresholds, isCalled) = (new double[folds.Length], new Dictionary<int, bool>());
        for (var fold = 0; fold < folds.Length; fold++)
        {
            thresholds[fold] = Curve(RowPredictions.Join([.. folds.Where((_, other) => other != fold)])).BestFor(values).Threshold;
            for (var i = 0; i < folds[fold].Count; i++)
                isCalled[folds[fold].Rows[i]] = folds[fold].Values[i] >= thresholds[fold];
        }

        bool[] called = [.. all.Rows.ToArray().Select(row => isCalled[row])];
        return new ThresholdChoice(
            best.Threshold, all.AreProbabilities ? values.Threshold : double.NaN, validated.OverPlaces(places => values.PerRow(Outcome(all, called, places)), seed), best.ValuePerRow,
            values.PerRow(Outcome(all, new bool[called.Length], Places(called.Length))), values.PerRow(Outcome(all, [.. Enumerable.Repeat(true, called.Length)], Places(called.Length))),
            thresholds, Outcome(all, called, Places(called.Length)));
    }

    private static ThresholdCurve Curve(RowPredictions of) => ThresholdCurve.Of([.. of.Truths.ToArray().Select(truth => (float)truth)], of.Values, of.Weights);

    private static int[] Places(int count) => [.. Enumerable.Range(0, count)];

    private static ConfusionMatrix Outcome(RowPredictions of, bool[] called, ReadOnlySpan<int> places)
    {
        Span<double> sums = stackalloc double[4];
        foreach (var place in places)
            sums[(of.Truths[place] > 0 ? 2 : 0) + (called[place] ? 1 : 0)] += of.Weights.IsEmpty ? 1 : of.Weights[place];
        return ConfusionMatrix.OfTwo(sums[0], sums[1], sums[2], sums[3]);
    }
}
