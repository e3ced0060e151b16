using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>The one reading of an <see cref="UntouchedTest"/>.</summary>
/// <param name="Predictions">The predictions.</param>
/// <param name="Scores">What they score, with intervals.</param>
public sealed record TestReading(RowPredictions Predictions, IReadOnlyList<(Score Score, Interval Interval)> Scores);
