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

    /// <summary>How far apart two predictions of the same rows are, with its percentile bootstrap over rows, or groups where there are, drawn together for both.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second, for the same rows.</param>
    /// <param name="score">By which score; of two classes' areas DeLong's interval is taken, unless rows have groups.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <returns>The score of the first less that of the second, with its 95 % interval.</returns>
    /// <exception cref="ArgumentException">The rows are not the same, or the score does not fit.</exception>
    public static Interval OverRows(RowPredictions first, RowPredictions second, Score score, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(score);
        if (!first.Rows.SequenceEqual(second.Rows) || !first.Truths.SequenceEqual(second.Truths))
            throw new ArgumentException("These are not predictions of the same rows.", nameof(second));
        return ReferenceEquals(score, Scoring.RocArea) && first.Labels.Count == 2 && first.Groups.IsEmpty
            ? RocArea.Difference([.. first.Truths.ToArray().Select(truth => (float)truth)], first.Values, second.Values)
            : MetricInterval.Of(first.Count, places => score.Of(first.Take(places)) - score.Of(second.Take(places)), seed: seed, groups: first.Groups);
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
