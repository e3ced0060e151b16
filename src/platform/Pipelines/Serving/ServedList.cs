using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>A list that was served.</summary>
/// <param name="Id">The list's id, a UUID of version 7; events may name it in <c>list</c>.</param>
/// <param name="For">The user's or item's id; empty for a shopper without one.</param>
/// <param name="Model">The version that answered, such as <c>implicit-als 3</c>; <c>none</c> while the shop has no model.</param>
/// <param name="Degraded">Whether something less than the model answered: the popular list, or nothing.</param>
/// <param name="Note">Why, or what else to know; <see langword="null"/> if there is nothing.</param>
/// <param name="Items">The items, best first.</param>
public sealed record ServedList(string Id, string For, string Model, bool Degraded, string? Note, IReadOnlyList<RecommendedItem> Items);
