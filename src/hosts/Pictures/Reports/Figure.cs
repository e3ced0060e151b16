using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Reports;

/// <summary>A chart with a caption.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Caption">What to see in it; none where empty.</param>
public sealed record Figure(Chart Chart, string Caption = "") : Block;
