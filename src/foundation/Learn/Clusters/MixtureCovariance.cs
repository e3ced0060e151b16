namespace Kirana.Learn.Clusters;

/// <summary>The shape of a component of a mixture.</summary>
public enum MixtureCovariance
{
    /// <summary>Any ellipsoid: p(p + 1)/2 numbers.</summary>
    Full,

    /// <summary>An ellipsoid along the axes: p numbers.</summary>
    Diagonal,
}
