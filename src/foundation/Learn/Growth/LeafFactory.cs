using System.Runtime.CompilerServices;
using Kirana.Learn.Histograms;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>Makes the leaves of a tree and knows which of them may be split.</summary>
/// <param name="rules">How trees grow.</param>
/// <param name="features">How many features there are.</param>
internal sealed class LeafFactory(GrowthRules rules, int features)
{
    /// <summary>The leaf of all rows.</summary>
    /// <param name="histogram">Its histogram.</param>
    /// <param name="count">How many rows there are.</param>
    public Leaf Root(Histogram histogram, int count)
    {
        var (gradient, hessian) = (0.0, 0.0);
        var cells = histogram.Column(0);
        for (var i = 0; i < cells.Length; i += 2)
            (gradient, hessian) = (gradient + cells[i], hessian + cells[i + 1]);
        return new Leaf
        {
            Depth = 0, Start = 0, Count = count, Path = [], Histogram = histogram,
            Sums = new LeafSums(gradient, hessian, count, double.NegativeInfinity, double.PositiveInfinity),
            Allowed = Interactions.Allowed(rules.Interactions, [], features),
        };
    }

    /// <summary>The children of a leaf.</summary>
    /// <param name="parent">The leaf, with its split.</param>
    /// <param name="leftRows">How many of its rows go left.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (Leaf Left, Leaf Right) Children(Leaf parent, int leftRows)
    {
        var split = parent.Best!;
        var path = rules.Interactions.Length == 0 || parent.Path.Contains(split.Feature) ? parent.Path : [.. parent.Path.Append(split.Feature).Order()];
        var allowed = ReferenceEquals(path, parent.Path) ? parent.Allowed : Interactions.Allowed(rules.Interactions, path, features);
        Leaf Child(int start, int count, in LeafSums sums) =>
            new() { Depth = parent.Depth + 1, Start = start, Count = count, Sums = sums with { Rows = count }, Path = path, Allowed = allowed };
        return (Child(parent.Start, leftRows, split.Left), Child(parent.Start + leftRows, parent.Count - leftRows, split.Right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanSplit(Leaf leaf) => leaf.Depth < rules.MaxDepth && leaf.Count >= 2 * Math.Max(1, rules.Splits.MinRows) && rules.MaxLeaves > 1;

    /// <summary>Forgets the splits and gives back the histograms of children that stay leaves.</summary>
    public void Settle(Leaf first, Leaf second, HistogramPool pool)
    {
        foreach (var child in (ReadOnlySpan<Leaf>)[first, second])
        {
            if (!CanSplit(child))
                child.Best = null;
            if (child.Best is null)
                child.Release(pool);
        }
    }
}
