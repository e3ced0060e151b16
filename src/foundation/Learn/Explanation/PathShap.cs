using Kirana.Learn.Trees;

namespace Kirana.Learn.Explanation;

/// <summary>TreeSHAP with the expectations of the training rows that took each path.</summary>
/// <remarks>
/// The values of Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2020, algorithm 2: a feature that is not known sends the row down both children, in the shares of their cover.
/// Computed in O(leaves · depth) in place of their O(leaves · depth²). For a leaf whose path has features 1 … D, let zᵢ be the product of
/// the shares at its splits on feature i, and oᵢ 1 where the row takes all of them, else 0. The Shapley weight k!·(D − 1 − k)!/D! is
/// ∫ tᵏ·(1 − t)^(D−1−k) dt, so feature i gets value · (oᵢ − zᵢ) · ∫ Π over j ≠ i of (oⱼ·t + zⱼ·(1 − t)) dt. Gauss's rule of ⌈D/2⌉ points is
/// exact for it, and at each point the leaves of a subtree can be summed before they meet the factors above it (the idea of
/// Yu, Xu, Bifet and Read, "Linear TreeShap", NeurIPS 2022). Immutable and thread-safe.
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
        _weights.CopyTo(scratch);
        if (!_tree.IsLeaf(0))
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

    /// <summary>Finds the sum of a node's leaves, value · the factors below the node, at each point.</summary>
    /// <param name="walk">The row and where contributions go.</param>
    /// <param name="node">The node, a split.</param>
    /// <param name="depth">Its depth.</param>
    /// <param name="scratch">The points' weights times the factors above the node, then room for the sums and for all below.</param>
    private void Descend(in Walk walk, int node, int depth, Span<double> scratch)
    {
        var count = _points.Length;
        ReadOnlySpan<double> above = scratch[..count];
        var sums = scratch.Slice(count, count);
        sums.Clear();
        var below = scratch[(2 * count)..];
        var (feature, left) = (_tree.Feature[node], _tree.Left[node]);
        var taken = _tree.GoesLeft(node, walk.Row[feature]) ? left : left + 1;
        for (var child = left; child <= left + 1; child++)
        {
            var isRepeated = _depthAbove[child] > 0;
            var hotAbove = !isRepeated || walk.Hot[_depthAbove[child]];
            var isHot = hotAbove && child == taken;
            // No row goes there, known or not.
            if ((_share[child] == 0 || (feature == walk.Known && walk.IsKnown)) && !isHot)
                continue;
            walk.Hot[depth + 1] = isHot;
            if (feature == walk.Known)
                AddKnown(walk, child, depth, above, below, sums);
            else if (isRepeated)
                AddRepeated(walk, feature, child, depth, isHot, hotAbove, above, below, sums);
            else
                AddNew(walk, feature, child, depth, isHot, above, below, sums);
        }
    }

    /// <summary>A child below a split on a feature that is known, or not known, from the start.</summary>
    private void AddKnown(in Walk walk, int child, int depth, ReadOnlySpan<double> above, Span<double> below, Span<double> sums)
    {
        var factor = walk.IsKnown ? 1 : _shareAbove[child] > 0 ? _share[child] / _shareAbove[child] : 0.5;
        for (var q = 0; q < above.Length; q++)
            below[q] = above[q] * factor;
        var own = SumsOf(walk, child, depth, below);
        for (var q = 0; q < own.Length; q++)
            sums[q] += factor * own[q];
    }

    /// <summary>A child below the first split on its feature.</summary>
    private void AddNew(in Walk walk, int feature, int child, int depth, bool isHot, ReadOnlySpan<double> above, Span<double> below, Span<double> sums)
    {
        var (share, part, points) = (_share[child], 0.0, _points);
        var slope = (isHot ? 1 : 0) - share;
        if (_tree.IsLeaf(child))
        {
            double value = _values[child];
            for (var q = 0; q < points.Length; q++)
            {
                part += above[q];
                sums[q] += Factor(share, slope, points[q]) * value;
            }

            walk.Contributions[feature] += slope * value * part;
            return;
        }

        for (var q = 0; q < points.Length; q++)
            below[q] = above[q] * Factor(share, slope, points[q]);
        var own = SumsOf(walk, child, depth, below);
        for (var q = 0; q < points.Length; q++)
        {
            part += above[q] * own[q];
            sums[q] += Factor(share, slope, points[q]) * own[q];
        }

        walk.Contributions[feature] += slope * part;
    }

    /// <summary>A child below a further split on its feature: its factor takes the place of the one above.</summary>
    private void AddRepeated(
        in Walk walk, int feature, int child, int depth, bool isHot, bool hotAbove, ReadOnlySpan<double> above, Span<double> below, Span<double> sums)
    {
        var (share, shareAbove, points) = (_share[child], _shareAbove[child], _points);
        var (slope, slopeAbove) = ((isHot ? 1 : 0) - share, (hotAbove ? 1 : 0) - shareAbove);
        for (var q = 0; q < points.Length; q++)
            below[q] = above[q] * Factor(share, slope, points[q]) / Factor(shareAbove, slopeAbove, points[q]);
        var own = SumsOf(walk, child, depth, below);
        var (part, partAbove) = (0.0, 0.0);
        for (var q = 0; q < points.Length; q++)
        {
            var (factor, replaced) = (Factor(share, slope, points[q]), Factor(shareAbove, slopeAbove, points[q]));
            var without = above[q] / replaced * own[q];
            part += without;
            partAbove += without * factor / replaced;
            sums[q] += factor / replaced * own[q];
        }

        // The split above on this feature will count these leaves as its own: take that off.
        walk.Contributions[feature] += slope * part - slopeAbove * partAbove;
    }

    private ReadOnlySpan<double> SumsOf(in Walk walk, int node, int depth, Span<double> scratch)
    {
        var own = scratch.Slice(_points.Length, _points.Length);
        if (_tree.IsLeaf(node))
            own.Fill(_values[node]);
        else
            Descend(walk, node, depth + 1, scratch);
        return own;
    }

    /// <summary>o·t + z·(1 − t) with slope o − z.</summary>
    private static double Factor(double share, double slope, double point) => share + slope * point;

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
