using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Growth;

/// <summary>Grows trees that may cut between any two values, one after another.</summary>
internal sealed class PresortedGrower : ITreeGrower
{
    // Rows are parted by a byte of their own: 1 goes left.
    private static readonly byte[] s_itself = [.. Enumerable.Range(0, ColumnPacking.Codes).Select(code => (byte)code)];

    private readonly PresortedColumns _columns;
    private readonly GrowthRules _rules;
    private readonly PresortedSearch _search;
    private readonly RowPartition _partition;
    private readonly byte[] _goesLeft;
    private readonly int _threads;

    public PresortedGrower(FeatureSource source, int mostCategories, GrowthRules rules, int threads, CancellationToken cancellation)
    {
        (_rules, _threads) = (rules, threads);
        _columns = new PresortedColumns(source, mostCategories, threads, cancellation);
        _search = new PresortedSearch(_columns, rules.Splits, source.Rows);
        _partition = new RowPartition(source.Rows, cancellation);
        _goesLeft = new byte[source.Rows];
    }

    public GrownTree Grow(GradientPair[] pairs, int[]? sample, bool[]? features)
    {
        if (sample is null)
            _partition.Reset(_threads);
        else
            _partition.Reset(sample);
        _columns.Reset(sample, features);

        var tree = new TreeBuilder(_columns.Features, _rules.MaxLeaves);
        var root = Root(pairs);
        tree.SetLeaf(0, root.Sums, root.Sums.Clamp(_rules.Splits.Value(root.Sums.Gradient, root.Sums.Hessian, _rules.Splits.L2)));
        Find(root, pairs, features);

        var final = new LeafQueue(LeafOrder.ByStart);
        var open = new LeafQueue(LeafOrder.Of(_rules));
        Enqueue(root, open, final);
        while (open.Count > 0)
        {
            var leaf = open.Take(0);
            if (open.Count + final.Count + 1 < _rules.MaxLeaves)
                Divide(leaf, pairs, features, tree, open, final);
            else
                final.Add(leaf);
        }

        return new GrownTree(tree, _partition, final.ToArray());
    }

    public void Dispose()
    {
    }

    private static void Enqueue(Leaf leaf, LeafQueue open, LeafQueue final)
    {
        if (leaf.Best is null)
            final.Add(leaf);
        else
            open.Add(leaf);
    }

    private Leaf Root(GradientPair[] pairs)
    {
        var (gradient, hessian) = (0.0, 0.0);
        foreach (var row in _partition.Rows(0, _partition.Count).Span)
            (gradient, hessian) = (gradient + pairs[row].Gradient, hessian + pairs[row].Hessian);
        return new Leaf
        {
            Node = 0, Depth = 0, Start = 0, Count = _partition.Count, Path = [],
            Sums = new LeafSums(gradient, hessian, _partition.Count, double.NegativeInfinity, double.PositiveInfinity),
            Allowed = Interactions.Allowed(_rules.Interactions, [], _columns.Features.Length),
        };
    }

    private void Find(Leaf leaf, GradientPair[] pairs, bool[]? features)
    {
        if (leaf.Depth < _rules.MaxDepth && leaf.Count >= 2 * Math.Max(1, _rules.Splits.MinRows))
            _search.Find(leaf, _partition.Rows(leaf.Start, leaf.Count), pairs, features);
    }

    private void Divide(Leaf leaf, GradientPair[] pairs, bool[]? features, TreeBuilder tree, LeafQueue open, LeafQueue final)
    {
        var split = leaf.Best!;
        SendLeft(leaf, split);
        var leftRows = _partition.Split(leaf.Start, leaf.Count, (ReadOnlyMemory<byte>)_goesLeft, s_itself, _threads);
        if (leftRows == 0 || leftRows == leaf.Count)
        {
            // Only possible where rows weigh nothing: their hessians said they were there.
            final.Add(leaf);
            return;
        }

        var node = tree.AddSplit(leaf.Node, split);
        var left = Child(leaf, split, node, leaf.Start, leftRows, split.Left);
        var right = Child(leaf, split, node + 1, leaf.Start + leftRows, leaf.Count - leftRows, split.Right);
        tree.SetLeaf(left.Node, left.Sums, split.LeftValue);
        tree.SetLeaf(right.Node, right.Sums, split.RightValue);
        if (open.Count + final.Count + 2 < _rules.MaxLeaves)
        {
            _columns.Part(leaf.Start, leaf.Count, _goesLeft, features);
            Find(left, pairs, features);
            Find(right, pairs, features);
        }

        Enqueue(left, open, final);
        Enqueue(right, open, final);
    }

    private Leaf Child(Leaf parent, Split split, int node, int start, int count, in LeafSums sums)
    {
        var path = _rules.Interactions.Length == 0 || parent.Path.Contains(split.Feature) ? parent.Path : [.. parent.Path.Append(split.Feature).Order()];
        return new Leaf
        {
            Node = node, Depth = parent.Depth + 1, Start = start, Count = count, Sums = sums with { Rows = count }, Path = path,
            Allowed = ReferenceEquals(path, parent.Path) ? parent.Allowed : Interactions.Allowed(_rules.Interactions, path, _columns.Features.Length),
        };
    }

    /// <summary>Marks the rows that go left.</summary>
    private void SendLeft(Leaf leaf, Split split)
    {
        if (split.LeftBins is null)
        {
            foreach (var own in _columns.Values(split.Feature, leaf.Start, leaf.Count))
                _goesLeft[own.Row] = (float.IsNaN(own.Value) ? split.ReservedLeft : own.Value <= split.Threshold) ? (byte)1 : (byte)0;
            return;
        }

        var left = new bool[_columns.Features[split.Feature].Count];
        foreach (var bin in split.LeftBins)
            left[bin] = true;
        foreach (var row in _partition.Rows(leaf.Start, leaf.Count).Span)
            _goesLeft[row] = left[_columns.Categories(split.Feature)[row]] ? (byte)1 : (byte)0;
    }
}
