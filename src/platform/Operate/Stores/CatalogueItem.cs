namespace Kirana.Operate.Stores;

/// <summary>An item as areas see it.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Kind"><c>product</c>, <c>fee</c> or <c>voucher</c>.</param>
/// <param name="Title">Its title; the commonest one on purchase lines where none was imported; empty if none is known.</param>
/// <param name="Category">Its category path; empty if none is known.</param>
/// <param name="Price">The newest price recorded that holds now, one for all locations and channels before others; without any the item's list
/// price, then the median price paid; <see langword="null"/> if none is known.</param>
public sealed record CatalogueItem(string Id, string Kind, string Title, string Category, decimal? Price)
{
    /// <summary>Its brand; empty if none is known.</summary>
    public string Brand { get; init; } = "";

    /// <summary>The newest count of each location, ordered by location; empty if none was ever counted.</summary>
    public IReadOnlyList<StockCount> Stock { get; init; } = [];

    /// <summary>Units on hand in all locations together; <see langword="null"/> if none was ever counted.</summary>
    public decimal? OnHand => Stock.Count == 0 ? null : Stock.Sum(count => count.Units);

    /// <summary>Its first day on sale in the shop's calendar; <see langword="null"/> if it is not known.</summary>
    public DateOnly? Launched { get; init; }
}
