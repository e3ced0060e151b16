using System.Runtime.CompilerServices;
using Kirana.Learn.Histograms;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>A leaf of a growing tree.</summary>
internal sealed class Leaf
{
    /// <summary>The node's number in the tree, from when the parent's split takes its place there.</summary>
    public int Node { get; set; }

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

    /// <summary>The left and the right child, once the leaf is divided; none where all its rows lie on one side.</summary>
    public Leaf[]? Children { get; set; }

    /// <summary>Gives back the histograms of the leaf and its children.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Release(HistogramPool pool)
    {
        if (Histogram is not null)
            pool.Return(Histogram);
        Histogram = null;
        foreach (var child in Children ?? [])
            child.Release(pool);
    }
}
