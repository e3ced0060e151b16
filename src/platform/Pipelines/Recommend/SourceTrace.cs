namespace Kirana.Pipelines.Recommend;

/// <summary>Where one source put an item.</summary>
/// <param name="Source">The source, such as <c>item-neighbors</c>.</param>
/// <param name="Rank">Its rank in the source's list, from 1; 0 if it is not among its best.</param>
/// <param name="Share">Its score as a share of the source's highest; <see langword="null"/> if the source says nothing of it.</param>
public sealed record SourceTrace(string Source, int Rank, float? Share);
