namespace Kirana.Recommend.Ranking;

/// <summary>Where one source put an item.</summary>
/// <param name="Source">The kind of the source, such as <c>item-neighbors</c>.</param>
/// <param name="Rank">The item's rank in its list, from 1; 0 if it is not among its best.</param>
/// <param name="Share">The item's score as a share of the source's highest; NaN if the source says nothing of it.</param>
public readonly record struct SourceRank(string Source, int Rank, float Share);
