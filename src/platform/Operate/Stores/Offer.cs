namespace Kirana.Operate.Stores;

/// <summary>At what price an item was or will be offered from a day on, until its next offer.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Location">The location's id; empty for all.</param>
/// <param name="From">The first day.</param>
/// <param name="Price">The price of one; <see langword="null"/> if none is told.</param>
/// <param name="IsPromoted">Whether a promotion runs.</param>
/// <param name="IsPlanned">Whether it is known ahead, as prices are that hold from a day on; what sales tell is known only after the fact.</param>
public sealed record Offer(string Item, string Location, DateOnly From, double? Price, bool IsPromoted, bool IsPlanned);
