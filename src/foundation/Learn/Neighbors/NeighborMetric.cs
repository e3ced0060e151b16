namespace Kirana.Learn.Neighbors;

/// <summary>How far two rows lie apart.</summary>
public enum NeighborMetric
{
    /// <summary>√Σ(xⱼ − zⱼ)².</summary>
    Euclidean,

    /// <summary>Σ|xⱼ − zⱼ|; one wild feature counts less.</summary>
    Manhattan,
}
