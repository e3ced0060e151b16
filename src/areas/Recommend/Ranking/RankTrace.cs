namespace Kirana.Recommend.Ranking;

/// <summary>How an item came to its score.</summary>
/// <param name="Item">The item's index.</param>
/// <param name="Score">The score; NaN if the item was no candidate.</param>
/// <param name="Sources">Where each source put it.</param>
/// <param name="Shares">What each feature adds, the greatest first; empty if the item was no candidate.</param>
public sealed record RankTrace(int Item, float Score, IReadOnlyList<SourceRank> Sources, IReadOnlyList<FeatureShare> Shares);
