using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>How a tree grows.</summary>
internal sealed record GrowthRules
{
    public required SplitRules Splits { get; init; }

    /// <summary>The most leaves, at least 1.</summary>
    public required int MaxLeaves { get; init; }

    /// <summary>The most splits on the way to a leaf.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Level by level in place of the best leaf first.</summary>
    public bool ByLevel { get; init; }

    /// <summary>Sets of features that may meet on one path; any may where empty.</summary>
    public int[][] Interactions { get; init; } = [];

    /// <summary>The most bytes of histograms that are kept for later splits; beyond it, those of the leaves that gain least are given up
    /// and built anew when their leaf is split after all.</summary>
    public long HistogramBytes { get; init; } = 1L << 26;
}
