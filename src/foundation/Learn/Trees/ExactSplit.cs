namespace Kirana.Learn.Trees;

/// <summary>The best split of a node that was found so far.</summary>
internal struct ExactSplit
{
    /// <summary>The feature; −1 while there is none.</summary>
    public int Feature;

    /// <summary>Numeric: the greatest value that goes left.</summary>
    public float Threshold;

    /// <summary>Whether rows that lack the value go left.</summary>
    public bool MissingLeft;

    /// <summary>What the impurity times the weight falls by.</summary>
    public double Gain;

    /// <summary>Categorical: the codes that go left; <see langword="null"/> where the feature is numeric.</summary>
    public int[]? Categories;
}
