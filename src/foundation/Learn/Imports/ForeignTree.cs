using Kirana.Learn.Trees;

namespace Kirana.Learn.Imports;

/// <summary>A tree of another library.</summary>
/// <param name="Nodes">Its nodes; the first is the root.</param>
internal sealed record ForeignTree(ForeignNode[] Nodes)
{
    /// <summary>The mean of the leaves' values.</summary>
    public double MeanValue => Nodes.Where(node => node.Feature < 0).Average(node => node.Value);

    /// <summary>The same tree with children side by side, behind their parents.</summary>
    /// <param name="shift">What is taken off every value.</param>
    /// <param name="scale">What values are multiplied by, before the shift.</param>
    /// <param name="fault">Makes an error for a message.</param>
    public Tree ToTree(double shift, double scale, Func<string, Exception> fault)
    {
        var (nodes, order, seen) = (new List<TreeNode>(), new List<int> { 0 }, new bool[Nodes.Length]);
        for (var at = 0; at < order.Count; at++)
        {
            if ((uint)order[at] >= (uint)Nodes.Length || seen[order[at]])
                throw fault($"node {order[at]} is missing or has two parents");
            seen[order[at]] = true;
            var own = Nodes[order[at]];
            var value = (float)(own.Value * scale - shift);
            if (!float.IsFinite(value) || float.IsNaN(own.Threshold))
                throw fault($"node {order[at]} has no finite value or threshold");
            nodes.Add(new TreeNode
            {
                Feature = own.Feature < 0 ? -1 : own.Feature, Threshold = own.Categories is null ? own.Threshold : float.NaN, Categories = own.Categories,
                MissingLeft = own.MissingLeft, Left = own.Feature < 0 ? 0 : order.Count, Value = own.Feature < 0 ? value : 0,
                Gain = own.Gain, Cover = own.Cover, Rows = own.Rows,
            });
            if (own.Feature < 0)
                continue;
            order.Add(own.Left);
            order.Add(own.Right);
        }

        return Tree.From(nodes);
    }
}
