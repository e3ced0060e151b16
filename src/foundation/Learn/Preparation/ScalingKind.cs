namespace Kirana.Learn.Preparation;

/// <summary>By what numbers are centred and scaled.</summary>
public enum ScalingKind
{
    /// <summary>By the mean and the standard deviation (divided by n).</summary>
    Standard,

    /// <summary>By the median and the distance of the quartiles, which outliers do not move.</summary>
    Robust,
}
