namespace Kirana.Learn.Forests;

/// <summary>The best split of a node that was found so far.</summary>
internal struct ForestSplit
{
    /// <summary>The feature; −1 while there is none.</summary>
    public int Feature;

    /// <summary>What is maximised: Σ sum² / weight over both sides.</summary>
    public double Score;

    /// <summary>Numeric: the last bin with rows that goes left.</summary>
    public int LastLeft;

    /// <summary>Numeric: the first bin with rows that goes right; that behind the last where only missing values do.</summary>
    public int FirstRight;

    /// <summary>Numeric: the bin that the cut goes through; −1 where it lies between two.</summary>
    public int Parted;

    /// <summary>Numeric: the threshold between two values; NaN where only bins were looked at.</summary>
    public float Threshold;

    /// <summary>Whether the reserved bin goes left.</summary>
    public bool ReservedLeft;

    /// <summary>Categorical: the bins that go left; <see langword="null"/> where the feature is numeric.</summary>
    public int[]? LeftBins;
}
