namespace Kirana.Learn.Selection;

/// <summary>Whether a feature says more of the target than chance does.</summary>
public enum FeatureVerdict
{
    /// <summary>It beat the best of the shuffled features more often than chance allows.</summary>
    Relevant,

    /// <summary>More rounds may tell.</summary>
    Undecided,

    /// <summary>It was beaten more often than chance allows.</summary>
    Irrelevant,
}
