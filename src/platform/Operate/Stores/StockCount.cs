namespace Kirana.Operate.Stores;

/// <summary>The newest count of an item at one place.</summary>
/// <param name="Location">The place; empty for counts that name none.</param>
/// <param name="Units">Units on hand.</param>
/// <param name="Time">When it was counted.</param>
public sealed record StockCount(string Location, decimal Units, DateTimeOffset Time);
