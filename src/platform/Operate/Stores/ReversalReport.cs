namespace Kirana.Operate.Stores;

/// <summary>How returns were matched to purchases.</summary>
/// <param name="Returns">Return events of products.</param>
/// <param name="Matched">Those whose whole quantity was matched to earlier purchases.</param>
/// <param name="PartlyMatched">Those matched in part.</param>
/// <param name="Unmatched">Those without any earlier purchase to take back; they lower revenue, not demand.</param>
/// <param name="UnitsReversed">Units taken out of demand.</param>
public sealed record ReversalReport(long Returns, long Matched, long PartlyMatched, long Unmatched, decimal UnitsReversed);
