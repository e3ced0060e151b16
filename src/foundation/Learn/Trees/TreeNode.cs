namespace Kirana.Learn.Trees;

/// <summary>A node of a tree in the making.</summary>
internal readonly record struct TreeNode
{
    public int Feature { get; init; }

    public float Threshold { get; init; }

    /// <summary>The codes that go left, ascending; <see langword="null"/> where the feature is numeric.</summary>
    public int[]? Categories { get; init; }

    public bool MissingLeft { get; init; }

    public int Left { get; init; }

    public float Value { get; init; }

    public double Gain { get; init; }

    public double Cover { get; init; }

    public int Rows { get; init; }

    /// <summary>The impurity times the weight, in exact trees.</summary>
    public double Impurity { get; init; }
}
