namespace Kirana.Data.Series;

/// <summary>One observation of a series as it was read.</summary>
/// <param name="At">The time on the axis of its spelling, later on that of the step.</param>
/// <param name="Value">The value; NaN where missing.</param>
/// <param name="Row">The line of the file.</param>
internal readonly record struct SeriesRow(long At, double Value, long Row);
