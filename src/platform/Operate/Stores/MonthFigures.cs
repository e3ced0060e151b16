namespace Kirana.Operate.Stores;

/// <summary>One month of a shop.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Revenue">Money of purchases less returns.</param>
/// <param name="Units">Units bought less units returned, products only.</param>
/// <param name="Orders">Distinct sessions with a purchase.</param>
public sealed record MonthFigures(DateOnly Month, decimal Revenue, decimal Units, long Orders);
