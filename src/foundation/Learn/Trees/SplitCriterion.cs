namespace Kirana.Learn.Trees;

/// <summary>What the splits of an exact tree lower.</summary>
public enum SplitCriterion
{
    /// <summary>Gini impurity for classes, squared error for numbers.</summary>
    Automatic,

    /// <summary>1 − Σ pₖ²: the chance that two rows drawn from a node differ in class.</summary>
    Gini,

    /// <summary>−Σ pₖ·log₂ pₖ, in bits.</summary>
    Entropy,

    /// <summary>The mean squared distance from the node's mean.</summary>
    Squared,

    /// <summary>The mean distance from the node's median, which is predicted; O(log rows) more for each row and feature.</summary>
    Absolute,

    /// <summary>Half the mean Poisson deviance; for targets from 0 up. No leaf is all zeros.</summary>
    Poisson,
}
