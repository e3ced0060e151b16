namespace Kirana.Learn.Selection;

/// <summary>Whether a feature is worth keeping.</summary>
public enum FeatureVerdict
{
    /// <summary>The selector keeps it: of <see cref="ShadowSelection"/>, it beat the best of the shuffled features more often than chance allows.</summary>
    Relevant,

    /// <summary>More rounds may tell; of <see cref="ShadowSelection"/> only.</summary>
    Undecided,

    /// <summary>The selector leaves it out: of <see cref="ShadowSelection"/>, it was beaten more often than chance allows.</summary>
    Irrelevant,
}
