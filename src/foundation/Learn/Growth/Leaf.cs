using Kirana.Learn.Histograms;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>A leaf of a growing tree.</summary>
internal sealed class Leaf
{
    /// <summary>The node's number in the tree.</summary>
    public required int Node { get; init; }

    public required int Depth { get; init; }

    /// <summary>Where the leaf's rows begin in the partition.</summary>
    public required int Start { get; init; }

    public required int Count { get; init; }

    public required LeafSums Sums { get; init; }

    /// <summary>The features that were split on above, ascending; empty where all may meet.</summary>
    public required int[] Path { get; init; }

    /// <summary>The features that may be split on; all where <see langword="null"/>.</summary>
    public bool[]? Allowed { get; init; }

    /// <summary>The histogram, while it is kept.</summary>
    public Histogram? Histogram { get; set; }

    /// <summary>The best split, or <see langword="null"/> where there is none.</summary>
    public Split? Best { get; set; }
}
