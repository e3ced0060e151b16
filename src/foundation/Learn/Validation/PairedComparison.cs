using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>Compares learners that were judged on the same folds: what is hard for one is hard for the other, so that differences are surer than scores.</summary>
/// <remarks>Cross-validations with the same options, data and seed have the same folds.</remarks>
public static class PairedComparison
{
    /// <summary>Compares two learners.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="score">By which score.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <exception cref="ArgumentException">They were not judged on the same folds, or the score does not fit.</exception>
    public static PairedDifference Of(CrossValidated first, CrossValidated second, Score score, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(score);
        CheckSame(first, second);
        double[] differences = [.. first.PerFold(score).Zip(second.PerFold(score), (a, b) => a - b)];
        var probability = CorrectedT.Probability(differences, first.HeldShare);
        var (one, other) = (first.Predictions, second.Predictions);
        return new PairedDifference(
            score, first.OverRows(second, (a, b) => score.Of(a) - score.Of(b), seed), differences, CorrectedT.Interval(differences, first.HeldShare, first.Level), probability, probability)
        {
            Calls = one.Labels.Count >= 2 ? McNemarTest.Of(one, other) : null,
            Areas = one.Labels.Count == 2 ? DeLong(one, other) : null,
        };
    }

    /// <summary>Compares a learner with several others; probabilities are corrected for their number by Holm's method.</summary>
    /// <param name="first">The learner.</param>
    /// <param name="others">Those it is compared with.</param>
    /// <param name="score">By which score.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <returns>The score of the first less that of each other, in their order.</returns>
    /// <exception cref="ArgumentException">They were not judged on the same folds, or the score does not fit.</exception>
    public static IReadOnlyList<PairedDifference> Of(CrossValidated first, IReadOnlyList<CrossValidated> others, Score score, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(others);
        var all = others.Select(other => Of(first, other, score, seed)).ToArray();
        var adjusted = Holm.Adjust([.. all.Select(own => own.Probability)]);
        return [.. all.Select((own, at) => own with { Adjusted = adjusted[at] })];
    }

    private static AreaDifference DeLong(RowPredictions first, RowPredictions second)
    {
        float[] truths = [.. first.Truths.ToArray().Select(truth => (float)truth)];
        var (difference, error) = RocArea.Compare(truths, first.Values, second.Values);
        var probability = error > 0 ? 2 * NormalDistribution.Above(Math.Abs(difference / error)) : double.IsNaN(difference) ? double.NaN : difference is 0 ? 1 : 0;
        return new AreaDifference(RocArea.Difference(truths, first.Values, second.Values), probability);
    }

    private static void CheckSame(CrossValidated first, CrossValidated second)
    {
        if (!first.Predictions.Labels.SequenceEqual(second.Predictions.Labels, StringComparer.Ordinal) || first.Folds.Count != second.Folds.Count
            || first.Folds.Zip(second.Folds).Any(pair => !pair.First.Predictions.Rows.SequenceEqual(pair.Second.Predictions.Rows)
                || !pair.First.Predictions.Truths.SequenceEqual(pair.Second.Predictions.Truths)))
            throw new ArgumentException("The learners were not judged on the same folds; use the same data, folds and seed for both.", nameof(second));
    }
}
