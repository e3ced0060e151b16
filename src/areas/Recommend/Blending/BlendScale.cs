namespace Kirana.Recommend.Blending;

/// <summary>How scores of different sources are made comparable, shopper by shopper, over the candidates a source nominates.</summary>
public enum BlendScale
{
    /// <summary>0 for the last nominated candidate, 1 for the mean of the best ten.</summary>
    Range,

    /// <summary>1 for the best candidate and 10 / (9 + r) for the one of rank r (Cormack, Clarke and Büttcher, "Reciprocal rank
    /// fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009): only the order counts.</summary>
    Rank,

    /// <summary>e^((s − best) / standard deviation): 1 for the best candidate, and who falls behind counts quickly less.</summary>
    Softmax,
}
