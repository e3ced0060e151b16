namespace Kirana.Learn.Metrics;

/// <summary>A threshold and what its decisions are worth.</summary>
/// <param name="Threshold">Rows scored at least this are called positive; +∞ for none.</param>
/// <param name="ValuePerRow">The mean value of a decision.</param>
/// <param name="Outcomes">How many rows, by weight, end where.</param>
public sealed record DecisionThreshold(double Threshold, double ValuePerRow, ConfusionMatrix Outcomes);
