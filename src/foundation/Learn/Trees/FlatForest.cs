namespace Kirana.Learn.Trees;

/// <summary>The trees of an ensemble laid out for prediction: nodes of 16 bytes, walked without branches, eight walks at a time.</summary>
/// <remarks>
/// One test serves every numeric node: the walk takes the second child where flip(x) ≥ bound. A node whose missing values go left keeps
/// x and has the next float above the threshold as bound: x ≥ bound means x &gt; threshold, and NaN stays at the first, left child. A node
/// whose missing values go right flips the sign of x and the order of its children: −x ≥ −threshold means x ≤ threshold, and NaN stays
/// at the first, here the right child. A leaf's bound is NaN and its first child the leaf itself, so a walk that is done stands still.
/// </remarks>
internal sealed class FlatForest
{
    private const int Walks = 8;
    private const int Flip = int.MinValue;

    private readonly FlatNode[] _nodes;
    private readonly int[] _roots;
    private readonly Tree[] _trees;
    private readonly bool _hasCategories;

    public FlatForest(IReadOnlyList<Tree> trees)
    {
        _trees = [.. trees];
        _nodes = new FlatNode[trees.Sum(t => t.Nodes)];
        _roots = new int[trees.Count];
        for (int t = 0, at = 0; t < _trees.Length; at += _trees[t++].Nodes)
        {
            _roots[t] = at;
            Lay(_trees[t], _nodes.AsSpan(at, _trees[t].Nodes), at);
            _hasCategories |= Enumerable.Range(0, _trees[t].Nodes).Any(_trees[t].IsCategorical);
        }
    }

    /// <summary>Adds every tree's value for one row or several, tree t to sum t mod K of each row.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="width">p.</param>
    /// <param name="sums">The sums (n × K), row by row.</param>
    /// <param name="outputs">K.</param>
    public void Add(ReadOnlySpan<float> rows, int width, Span<double> sums, int outputs)
    {
        // A few trees at a time over all rows of a block: their nodes stay in the first-level cache.
        for (var tree = 0; tree < _trees.Length; tree += Walks)
            for (var (row, at) = (0, 0); at < rows.Length; row++, at += width)
                Add(rows.Slice(at, width), tree, Math.Min(Walks, _trees.Length - tree), sums.Slice(row * outputs, outputs));
    }

    private void Add(ReadOnlySpan<float> row, int first, int count, Span<double> sums)
    {
        if (_hasCategories)
        {
            for (var t = first; t < first + count; t++)
                sums[t % sums.Length] += _trees[t].Predict(row);
            return;
        }

        Span<float> values = stackalloc float[Walks];
        if (count == Walks)
            WalkEight(row, _roots.AsSpan(first, Walks), values);
        else
            for (var i = 0; i < count; i++)
                values[i] = _nodes[Walk(row, _roots[first + i])].Value;
        if (sums.Length == 1)
            for (var i = 0; i < count; i++)
                sums[0] += values[i];
        else
            for (var i = 0; i < count; i++)
                sums[(first + i) % sums.Length] += values[i];
    }

    private int Walk(ReadOnlySpan<float> row, int node)
    {
        for (var last = -1; node != last;)
        {
            last = node;
            node = Step(_nodes, row, node);
        }

        return node;
    }

    private void WalkEight(ReadOnlySpan<float> row, ReadOnlySpan<int> roots, Span<float> values)
    {
        var nodes = _nodes;
        var (a, b, c, d, e, f, g, h) = (roots[0], roots[1], roots[2], roots[3], roots[4], roots[5], roots[6], roots[7]);
        int moved;
        do
        {
            for (var i = 0; i < 2; i++)
            {
                (a, b, c, d) = (Step(nodes, row, a), Step(nodes, row, b), Step(nodes, row, c), Step(nodes, row, d));
                (e, f, g, h) = (Step(nodes, row, e), Step(nodes, row, f), Step(nodes, row, g), Step(nodes, row, h));
            }

            var (a1, b1, c1, d1) = (Step(nodes, row, a), Step(nodes, row, b), Step(nodes, row, c), Step(nodes, row, d));
            var (e1, f1, g1, h1) = (Step(nodes, row, e), Step(nodes, row, f), Step(nodes, row, g), Step(nodes, row, h));
            moved = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1) | (e ^ e1) | (f ^ f1) | (g ^ g1) | (h ^ h1);
            (a, b, c, d, e, f, g, h) = (a1, b1, c1, d1, e1, f1, g1, h1);
        }
        while (moved != 0);

        (values[0], values[1], values[2], values[3]) = (nodes[a].Value, nodes[b].Value, nodes[c].Value, nodes[d].Value);
        (values[4], values[5], values[6], values[7]) = (nodes[e].Value, nodes[f].Value, nodes[g].Value, nodes[h].Value);
    }

    private static int Step(FlatNode[] nodes, ReadOnlySpan<float> row, int at)
    {
        ref readonly var node = ref nodes[at];
        var x = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(row[node.Feature & ~Flip]) ^ (node.Feature & Flip));
        return node.Next + (x >= node.Bound ? 1 : 0);
    }

    private static void Lay(Tree tree, Span<FlatNode> nodes, int origin)
    {
        // Where each node of the tree stands: children that are flipped change places.
        Span<int> place = new int[tree.Nodes];
        for (var node = 0; node < tree.Nodes; node++)
        {
            var at = place[node];
            if (tree.IsLeaf(node))
            {
                nodes[at] = new FlatNode(float.NaN, 0, origin + at, tree.Value[node]);
                continue;
            }

            var left = tree.Left[node];
            var flipped = !tree.MissingLeft(node);
            (place[left], place[left + 1]) = flipped ? (left + 1, left) : (left, left + 1);
            var bound = flipped ? -tree.Threshold[node] : MathF.BitIncrement(tree.Threshold[node]);
            nodes[at] = new FlatNode(bound, tree.Feature[node] | (flipped ? Flip : 0), origin + left, tree.Value[node]);
        }
    }
}
