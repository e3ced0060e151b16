using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>A kind of similarity with its numbers, parted so that powers are taken once for each item and not for each pair.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Damping">β.</param>
/// <param name="Shrinkage">What is known of a pair before it is seen.</param>
internal readonly record struct Closeness(NeighborSimilarity Kind, double Damping, double Shrinkage)
{
    /// <summary>What the one whose neighbours are looked for brings.</summary>
    /// <param name="norm">What it shares with itself.</param>
    public double OwnPart(double norm) => Part(norm, 1 - Damping);

    /// <summary>What the other one brings.</summary>
    /// <param name="norm">What it shares with itself.</param>
    public double OtherPart(double norm) => Part(norm, Damping);

    /// <summary>How close two are.</summary>
    /// <param name="together">C, positive.</param>
    /// <param name="own"><see cref="OwnPart"/> of the one.</param>
    /// <param name="other"><see cref="OtherPart"/> of the other.</param>
    public float Of(float together, double own, double other) => (float)(Kind switch
    {
        NeighborSimilarity.Cosine => together / (own * other + Shrinkage),
        NeighborSimilarity.Jaccard => together / (own + other - together + Shrinkage),
        NeighborSimilarity.Bm25 => together,
        _ => together / (own * other) * (together / (together + Shrinkage)),
    });

    private double Part(double norm, double share) => Kind == NeighborSimilarity.Jaccard ? 2 * share * norm : norm > 0 ? Powers.Of(norm, share) : 0;
}
