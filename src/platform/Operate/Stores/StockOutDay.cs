namespace Kirana.Operate.Stores;

/// <summary>A day on which stock ran out, as the sales records say.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Location">The location's id; empty if none is told.</param>
/// <param name="Day">The day.</param>
public readonly record struct StockOutDay(string Item, string Location, DateOnly Day);
