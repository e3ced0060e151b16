namespace Kirana.Recommend.Reranking;

/// <summary>How a list is kept from showing the same thing many times.</summary>
public enum DiversityMethod
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By maximal marginal relevance: an item loses by its likeness to the item above it that it is most like.</summary>
    MarginalRelevance,

    /// <summary>By a determinantal point process: an item gains by the volume it adds to the vectors of the items above it.</summary>
    Determinantal,
}
