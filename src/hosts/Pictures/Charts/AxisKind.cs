namespace Kirana.Pictures.Charts;

/// <summary>What an axis measures and how values are spread along it.</summary>
public enum AxisKind
{
    /// <summary>Numbers, evenly spread.</summary>
    Linear,

    /// <summary>Positive numbers, equal ratios equally far apart; values of 0 and below are left out of the picture.</summary>
    Log,

    /// <summary>Moments as seconds since 1970 (UTC), see <see cref="Axis.At(DateOnly)"/>.</summary>
    Time,

    /// <summary>Names; a value is the index of its name in <see cref="Axis.Categories"/>.</summary>
    Category,
}
