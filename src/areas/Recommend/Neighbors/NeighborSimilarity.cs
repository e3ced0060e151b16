namespace Kirana.Recommend.Neighbors;

/// <summary>How the closeness of two items, or of two users, is made of what they share.</summary>
/// <remarks>C is what they share, n(i) what i shares with itself, β how much of the normalisation falls on the one that is looked for.</remarks>
public enum NeighborSimilarity
{
    /// <summary>C / (n(i)^(1−β) · n(j)^β + shrinkage): the cosine at β = ½.</summary>
    Cosine,

    /// <summary>C / (2(1−β)·n(i) + 2β·n(j) − C + shrinkage): Jaccard's share of the union at β = ½, otherwise Tversky's ratio ("Features of
    /// similarity", Psychological Review 84, 1977, equation 5).</summary>
    Jaccard,

    /// <summary>Σ w(i)·w(j) of BM25 weights (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009, equation
    /// 3.15), which hold rarity and length already: neither β nor shrinkage changes them.</summary>
    Bm25,

    /// <summary>The cosine times C / (C + shrinkage) (Bell and Koren, ICDM 2007, §3): a pair seen seldom counts less, one seen often all.</summary>
    Shrunk,
}
