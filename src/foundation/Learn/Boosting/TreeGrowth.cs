namespace Kirana.Learn.Boosting;

/// <summary>In which order a tree's leaves are split.</summary>
public enum TreeGrowth
{
    /// <summary>The leaf that gains most first: deeper where it pays.</summary>
    LeafWise,

    /// <summary>Level by level: balanced.</summary>
    LevelWise,
}
