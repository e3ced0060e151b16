using Kirana.Learn.Trees;

namespace Kirana.Learn.Explanation;

/// <summary>TreeSHAP with the expectations of the training rows that took each path.</summary>
/// <remarks>
/// The values of Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2020, algorithm 2: a feature that is not known sends the row down both children, in the shares of their cover.
/// Computed in O(leaves · depth) in place of their O(leaves · depth²). For a leaf whose path has features 1 … D, let zᵢ be the product of
/// the shares at its splits on feature i, and oᵢ 1 where the row takes all of them, else 0. The Shapley weight k!·(D − 1 − k)!/D! is
/// ∫ tᵏ·(1 − t)^(D−1−k) dt, so feature i gets value · (oᵢ − zᵢ) · ∫ Π over j ≠ i of (oⱼ·t + zⱼ·(1 − t)) dt. Gauss's rule of ⌈D/2⌉ points is
/// exact for it, and at each point the products of a subtree's leaves can be summed before they are divided by the factor of the
/// subtree's own feature (the idea of Yu, Xu, Bifet and Read, "Linear TreeShap", NeurIPS 2022). Immutable and thread-safe.
/// </remarks>
internal sealed class PathShap
{
    // Doubles of scratch up to here lie on the stack.
    private const int StackDoubles = 1024;

    private readonly Tree _tree;
    private readonly float[] _values;
    private readonly double[] _share;
    private readonly double[] _shareAbove;
    private readonly int[] _depthAbove;
    private readonly int _depth;
    private readonly double[] _points;
    private readonly double[] _weights;
    private readonly double[] _coldWeights;

    /// <summary>Prepares a tree for many rows.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="values">The value of each node; of splits not used.</param>
    public PathShap(Tree tree, ReadOnlySpan<float> values)
    {
        (_tree, _values) = (tree, values.ToArray());
        (_share, _shareAbove, _depthAbove) = (new double[tree.Nodes], new double[tree.Nodes], new int[tree.Nodes]);
        _share[0] = 1;
        _depth = Depth(tree);
        var most = 1;
        Prepare(0, 0, [], ref most);
        var rule = GaussLegendre.Of((most + 1) / 2);
        (_points, _weights) = (rule.Points, rule.Weights);
        _coldWeights = [.. _weights.Zip(_points, (weight, point) => weight / (1 - point))];
        Expectation = MeanByCover();
    }

    /// <summary>The mean of the leaves' values by cover.</summary>
    public double Expectation { get; }

    /// <summary>Adds the contribution of each feature to the tree's value for a row; the expected value is left to the caller.</summary>
    /// <param name="row">The features (p).</param>
    /// <param name="contributions">The sums to add to, from the first feature on.</param>
    /// <param name="known">A feature that is taken as known, or not known, from the start and gets no contribution; −1 for none.</param>
    /// <param name="isKnown">Which of both.</param>
    public void Add(ReadOnlySpan<float> row, Span<double> contributions, int known = -1, bool isKnown = false)
    {
        var length = (_depth + 1) * 2 * _points.Length;
        var scratch = length <= StackDoubles ? stackalloc double[length] : new double[length];
        var hot = _depth < StackDoubles ? stackalloc bool[_depth + 1] : new bool[_depth + 1];
        scratch[.._points.Length].Fill(1);
        Descend(new Walk(row, contributions, hot, known, isKnown), 0, 0, scratch);
    }

    /// <summary>The most splits on the way to a leaf.</summary>
    public static int Depth(Tree tree)
    {
        var depth = new int[tree.Nodes];
        var most = 0;
        for (var node = 0; node < tree.Nodes; node++)
            if (!tree.IsLeaf(node))
                most = Math.Max(most, depth[tree.Left[node]] = depth[tree.Left[node] + 1] = depth[node] + 1);
        return most;
    }

    private double MeanByCover()
    {
        var sum = 0.0;
        for (var node = 0; node < _tree.Nodes; node++)
            if (_tree.IsLeaf(node))
                sum += _values[node] * _tree.Cover[node];
        return _tree.Cover[0] > 0 ? sum / _tree.Cover[0] : sum;
    }

    /// <summary>Notes for every child the product of shares of its feature's splits so far, and that before its own split.</summary>
    private void Prepare(int node, int depth, Dictionary<int, (double Share, int Depth)> path, ref int most)
    {
        most = Math.Max(most, path.Count);
        if (_tree.IsLeaf(node))
            return;
        var (feature, left) = (_tree.Feature[node], _tree.Left[node]);
        var isRepeated = path.TryGetValue(feature, out var above);
        for (var child = left; child <= left + 1; child++)
        {
            _depthAbove[child] = isRepeated ? above.Depth : 0;
            _shareAbove[child] = isRepeated ? above.Share : 1;
            _share[child] = _shareAbove[child] * (_tree.Cover[node] > 0 ? _tree.Cover[child] / _tree.Cover[node] : 0.5);
            path[feature] = (_share[child], depth + 1);
            Prepare(child, depth + 1, path, ref most);
        }

        if (isRepeated)
            path[feature] = above;
        else
            path.Remove(feature);
    }

    /// <summary>Turns a node's products, at each point, into the sum of value · product over its leaves.</summary>
    /// <param name="walk">The row and where contributions go.</param>
    /// <param name="node">The node.</param>
    /// <param name="depth">Its depth.</param>
    /// <param name="scratch">The node's products, then room for its sums and for all below.</param>
    private void Descend(Walk walk, int node, int depth, Span<double> scratch)
    {
        var count = _points.Length;
        var products = scratch[..count];
        if (_tree.IsLeaf(node))
        {
            double value = _values[node];
            foreach (ref var product in products)
                product *= value;
            return;
        }

        var feature = _tree.Feature[node];
        var left = _tree.Left[node];
        var taken = _tree.GoesLeft(node, walk.Row[feature]) ? left : left + 1;
        var sums = scratch.Slice(count, count);
        sums.Clear();
        var below = scratch[(2 * count)..];
        for (var child = left; child <= left + 1; child++)
        {
            var (share, shareAbove) = (_share[child], _shareAbove[child]);
            var hotAbove = _depthAbove[child] == 0 || walk.Hot[_depthAbove[child]];
            var isHot = hotAbove && child == taken;
            // No row goes there, known or not.
            if ((share == 0 || (feature == walk.Known && walk.IsKnown)) && !isHot)
                continue;
            walk.Hot[depth + 1] = isHot;
            if (feature == walk.Known)
            {
                var factor = walk.IsKnown ? 1 : share / shareAbove;
                for (var q = 0; q < count; q++)
                    below[q] = products[q] * factor;
                Descend(walk, child, depth + 1, below);
            }
            else
            {
                Multiply(products, share, isHot, shareAbove, hotAbove, below[..count]);
                Descend(walk, child, depth + 1, below);
                walk.Contributions[feature] += Part(below[..count], share, isHot);
                // What the split above on this feature will count for leaves that are no longer its own.
                if (_depthAbove[child] > 0)
                    walk.Contributions[feature] -= Part(below[..count], shareAbove, hotAbove);
            }

            for (var q = 0; q < count; q++)
                sums[q] += below[q];
        }

        sums.CopyTo(products);
    }

    /// <summary>Puts the factor of a split in the place of that of the split above on the same feature.</summary>
    private void Multiply(ReadOnlySpan<double> products, double share, bool isHot, double shareAbove, bool hotAbove, Span<double> results)
    {
        var points = _points;
        if (shareAbove == 1 && hotAbove)
            for (var q = 0; q < results.Length; q++)
                results[q] = products[q] * Factor(share, isHot, points[q]);
        else
            for (var q = 0; q < results.Length; q++)
                results[q] = products[q] * Factor(share, isHot, points[q]) / Factor(shareAbove, hotAbove, points[q]);
    }

    /// <summary>(o − z) · ∫ sums / factor.</summary>
    private double Part(ReadOnlySpan<double> sums, double share, bool isHot)
    {
        var sum = 0.0;
        if (isHot)
            for (var q = 0; q < sums.Length; q++)
                sum += _weights[q] * sums[q] / Factor(share, true, _points[q]);
        else
            for (var q = 0; q < sums.Length; q++)
                sum += _coldWeights[q] * sums[q];
        return isHot ? (1 - share) * sum : -sum;
    }

    private static double Factor(double share, bool isHot, double point) => (isHot ? point : 0) + share * (1 - point);

    private readonly ref struct Walk(ReadOnlySpan<float> row, Span<double> contributions, Span<bool> hot, int known, bool isKnown)
    {
        public readonly ReadOnlySpan<float> Row = row;

        public readonly Span<double> Contributions = contributions;

        /// <summary>Whether the row takes all splits on its feature down to the one into the node at each depth.</summary>
        public readonly Span<bool> Hot = hot;

        public readonly int Known = known;

        public readonly bool IsKnown = isKnown;
    }
}
