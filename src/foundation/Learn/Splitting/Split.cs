namespace Kirana.Learn.Splitting;

/// <summary>The best split of a leaf.</summary>
internal sealed record Split
{
    public required int Feature { get; init; }

    /// <summary>What the split lowers twice the objective by, less twice γ; above 0.</summary>
    public required double Gain { get; init; }

    /// <summary>Numeric: the last bin that goes left.</summary>
    public int Bin { get; init; }

    /// <summary>Numeric: the greatest value that goes left; <see langword="null"/> where it is the cut behind <see cref="Bin"/>.</summary>
    public float? Threshold { get; init; }

    /// <summary>Categorical: the bins that go left; <see langword="null"/> where the feature is numeric.</summary>
    public int[]? LeftBins { get; init; }

    /// <summary>Whether the reserved bin goes left.</summary>
    public bool ReservedLeft { get; init; }

    public required LeafSums Left { get; init; }

    public required LeafSums Right { get; init; }

    public required double LeftValue { get; init; }

    public required double RightValue { get; init; }
}
