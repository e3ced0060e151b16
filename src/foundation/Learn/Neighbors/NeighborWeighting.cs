namespace Kirana.Learn.Neighbors;

/// <summary>How much each of the nearest rows counts.</summary>
public enum NeighborWeighting
{
    /// <summary>All the same.</summary>
    Uniform,

    /// <summary>By the inverse of its distance; where some lie at no distance, only those.</summary>
    Distance,
}
