namespace Kirana.Learn.Metrics;

/// <summary>A point of a curve over thresholds.</summary>
/// <param name="Threshold">Rows scored at least this are called positive; +∞ where none is.</param>
/// <param name="X">The abscissa: false positive rate (ROC) or recall (precision–recall).</param>
/// <param name="Y">The ordinate: recall (ROC) or precision (precision–recall).</param>
public readonly record struct CurveValue(double Threshold, double X, double Y);
