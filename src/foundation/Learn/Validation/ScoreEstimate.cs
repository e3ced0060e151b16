using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>A score of a learner and how sure it is.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Pooled">The score of all held-out predictions together, the mean over repeats, with its percentile bootstrap over rows, or over groups where
/// folds were grouped: what other rows would have changed, given these models.</param>
/// <param name="PerFold">The score of each fold, repeat by repeat; NaN where a fold has none, as of one class an area.</param>
/// <param name="OverFolds">The mean over folds with Nadeau and Bengio's corrected t interval: what other training rows would have changed as well. NaN
/// limits for fewer than two folds with a score.</param>
public sealed record ScoreEstimate(Score Score, Interval Pooled, IReadOnlyList<double> PerFold, Interval OverFolds);
