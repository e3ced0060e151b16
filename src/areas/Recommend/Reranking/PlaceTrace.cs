namespace Kirana.Recommend.Reranking;

/// <summary>How an item came to its place in a list.</summary>
/// <param name="Item">The item's index.</param>
/// <param name="Cause">Why it has the place.</param>
/// <param name="Rank">Its rank among the candidates by score, from 1; 0 if it was none.</param>
/// <param name="Relevance">Its score, as a share of the way from the lowest to the highest of the candidates; 0 if it was none.</param>
/// <param name="Factor">What rules multiplied its relevance by.</param>
/// <param name="Freshness">What is left of its relevance after it was shown in vain, 0 to 1.</param>
/// <param name="Diversity">What likeness to the items above it took or volume gave, weighted; 0 or below.</param>
/// <param name="Calibration">What it does for the mixture of departments, weighted; negative where it makes the mixture worse.</param>
/// <param name="Novelty">What being little known gave it, weighted; 0 or above.</param>
/// <param name="Rule">The name of the rule that pinned it; <see langword="null"/> if none did.</param>
public readonly record struct PlaceTrace(
    int Item, PlaceCause Cause, int Rank, float Relevance, float Factor, float Freshness, float Diversity, float Calibration, float Novelty, string? Rule);
