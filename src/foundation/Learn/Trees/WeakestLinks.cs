namespace Kirana.Learn.Trees;

/// <summary>Cuts the weakest link of a tree again and again. O(nodes · (depth + log nodes)) in all.</summary>
/// <remarks>Cutting a link of the least α takes no ancestor's α down, so what the queue says of an ancestor stays a lower bound: it is computed
/// again when its turn comes, not at every cut below it.</remarks>
internal sealed class WeakestLinks
{
    private readonly Tree _tree;
    private readonly double[] _risks;
    private readonly double[] _below;
    private readonly int[] _leaves;
    private readonly int[] _parent;
    private readonly bool[] _gone;
    private readonly PriorityQueue<(int Node, int Leaves), (double, int)> _queue = new();

    public WeakestLinks(Tree tree, double[] risks)
    {
        (_tree, _risks) = (tree, risks);
        (_below, _leaves, _parent, _gone) = ((double[])risks.Clone(), new int[tree.Nodes], new int[tree.Nodes], new bool[tree.Nodes]);
        Array.Fill(_leaves, 1);
        _parent[0] = -1;
        // Children stand behind their parent.
        for (var node = tree.Nodes - 1; node >= 0; node--)
            if (!tree.IsLeaf(node))
            {
                var left = tree.Left[node];
                _parent[left] = _parent[left + 1] = node;
                (_below[node], _leaves[node]) = (_below[left] + _below[left + 1], _leaves[left] + _leaves[left + 1]);
                Enqueue(node);
            }
    }

    /// <summary>The leaves that are left.</summary>
    public int Leaves => _leaves[0];

    /// <summary>The risk of the tree that is left.</summary>
    public double Risk => _below[0];

    /// <summary>The α at which the next link is cut.</summary>
    public double NextAlpha
    {
        get
        {
            DropStale();
            return _queue.TryPeek(out _, out var key) ? key.Item1 : double.PositiveInfinity;
        }
    }

    /// <summary>Whether a node that is left is a leaf.</summary>
    public bool IsLeaf(int node) => _leaves[node] == 1;

    /// <summary>Cuts the weakest link; of equal ones the node nearest to the root.</summary>
    /// <returns>Its α.</returns>
    public double CutNext()
    {
        DropStale();
        _queue.TryDequeue(out var weakest, out var key);
        var (risk, leaves) = (_risks[weakest.Node] - _below[weakest.Node], _leaves[weakest.Node] - 1);
        MarkGone(weakest.Node);
        for (var node = weakest.Node; node >= 0; node = _parent[node])
            (_below[node], _leaves[node]) = (_below[node] + risk, _leaves[node] - leaves);

        return key.Item1;
    }

    private void Enqueue(int node) => _queue.Enqueue((node, _leaves[node]), ((_risks[node] - _below[node]) / (_leaves[node] - 1), node));

    /// <summary>Takes away nodes that are leaves or were cut off, and puts those under which links were cut back into line.</summary>
    private void DropStale()
    {
        while (_queue.TryPeek(out var next, out _) && (_gone[next.Node] || _leaves[next.Node] != next.Leaves))
        {
            _queue.Dequeue();
            if (!_gone[next.Node] && _leaves[next.Node] > 1)
                Enqueue(next.Node);
        }
    }

    private void MarkGone(int node)
    {
        var open = new Stack<int>([node]);
        while (open.TryPop(out var top))
            if (_leaves[top] > 1 && !_tree.IsLeaf(top))
                foreach (var child in new[] { _tree.Left[top], _tree.Left[top] + 1 })
                {
                    _gone[child] = true;
                    open.Push(child);
                }
    }
}
