namespace Kirana.Learn.Imports;

/// <summary>A node of another library's tree, its children anywhere.</summary>
internal readonly record struct ForeignNode
{
    /// <summary>The feature of a split; −1 for a leaf.</summary>
    public required int Feature { get; init; }

    /// <summary>The greatest float that goes left.</summary>
    public float Threshold { get; init; }

    /// <summary>The codes that go left, ascending; <see langword="null"/> where the split is numeric.</summary>
    public int[]? Categories { get; init; }

    public bool MissingLeft { get; init; }

    public int Left { get; init; }

    public int Right { get; init; }

    /// <summary>The value of a leaf.</summary>
    public double Value { get; init; }

    public double Gain { get; init; }

    public double Cover { get; init; }

    public int Rows { get; init; }
}
