namespace Kirana.Pipelines.Recommend;

/// <summary>A list for one shopper or beside one item.</summary>
/// <param name="For">The user's or item's id.</param>
/// <param name="Items">The items, best first.</param>
/// <param name="Model">The version that answered, such as <c>implicit-als 3</c>.</param>
/// <param name="Note">What to know about the list, such as that the user is unknown; <see langword="null"/> if there is nothing.</param>
public sealed record RecommendedList(string For, IReadOnlyList<RecommendedItem> Items, string Model, string? Note);
