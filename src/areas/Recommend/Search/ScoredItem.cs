namespace Kirana.Recommend.Search;

/// <summary>An item that a search found.</summary>
/// <param name="Handle">The item's handle.</param>
/// <param name="Score">Its similarity to the query, computed in float.</param>
public readonly record struct ScoredItem(int Handle, float Score);
