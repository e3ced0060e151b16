namespace Kirana.Operate.Stores;

/// <summary>An item as areas see it.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Kind"><c>product</c>, <c>fee</c> or <c>voucher</c>.</param>
/// <param name="Title">Its title; the commonest one on purchase lines where none was imported; empty if none is known.</param>
/// <param name="Category">Its category path; empty if none is known.</param>
/// <param name="Price">The newest price recorded that holds now, one for all locations and channels before others; without any the item's list
/// price, then the median price paid; <see langword="null"/> if none is known.</param>
public sealed record CatalogueItem(string Id, string Kind, string Title, string Category, decimal? Price);
