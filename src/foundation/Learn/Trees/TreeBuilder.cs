using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Trees;

/// <summary>A tree in the making: nodes are added in pairs of children.</summary>
/// <param name="features">The bins of each feature.</param>
/// <param name="mostLeaves">Room is made for so many leaves, up to a thousand; more grow it.</param>
internal sealed class TreeBuilder(FeatureBins[] features, int mostLeaves)
{
    private readonly List<TreeNode> _nodes = new(2 * Math.Min(mostLeaves, 1000)) { new TreeNode() };

    /// <summary>A tree that grows on a binned table.</summary>
    public TreeBuilder(BinnedTable table, int mostLeaves) : this(table.Features, mostLeaves)
    {
    }

    /// <summary>Makes a node a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SetLeaf(int node, in LeafSums sums, double value) =>
        _nodes[node] = new TreeNode { Feature = -1, Value = (float)value, Cover = sums.Hessian, Rows = sums.Rows };

    /// <summary>Gives a leaf another value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SetValue(int node, double value) => _nodes[node] = _nodes[node] with { Value = (float)value };

    public float Value(int node) => _nodes[node].Value;

    /// <summary>Turns a leaf into a split and adds its children.</summary>
    /// <returns>The left child; the right one is the next node.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int AddSplit(int node, Split split)
    {
        var bins = features[split.Feature];
        _nodes[node] = _nodes[node] with
        {
            Feature = split.Feature,
            Threshold = split.LeftBins is not null ? float.NaN : split.Threshold ?? (split.Bin < bins.Cuts.Length ? bins.Cuts[split.Bin] : float.PositiveInfinity),
            Categories = split.LeftBins is null ? null : Array.ConvertAll(split.LeftBins, bin => bins.Categories[bin]),
            MissingLeft = split.ReservedLeft,
            Left = _nodes.Count,
            Gain = split.Gain / 2,
        };
        _nodes.Add(new TreeNode());
        _nodes.Add(new TreeNode());
        return _nodes.Count - 2;
    }

    public Tree ToTree() => Tree.From(_nodes);
}
