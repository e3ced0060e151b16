namespace Kirana.Operate.Stores;

/// <summary>What the records tell of demand beside the units: when stock ran out, at what prices and promotions things were or will be offered.</summary>
/// <param name="StockOuts">The days on which stock ran out, ordered by item, location and day.</param>
/// <param name="Offers">The offers, ordered by item, location and day; of one that repeats the one before it nothing is told.</param>
public sealed record DemandConditions(IReadOnlyList<StockOutDay> StockOuts, IReadOnlyList<Offer> Offers)
{
    /// <summary>Nothing is told.</summary>
    public static DemandConditions None { get; } = new([], []);
}
