using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Growth;

/// <summary>Grows trees on one binned table, one after another.</summary>
internal sealed class TreeGrower : ITreeGrower
{
    /// <summary>How many pairs behind the last row may be read.</summary>
    public const int PairPadding = PairHistogram.Padding / 2;

    private readonly BinnedTable _table;
    private readonly GrowthRules _rules;
    private readonly HistogramPool _pool;
    private readonly HistogramBuilder _builder;
    private readonly SplitSearch _search;
    private readonly RowPartition _partition;
    private readonly byte[] _goesLeft;
    private readonly bool[] _binLeft;

    public TreeGrower(BinnedTable table, GrowthRules rules, int threads, CancellationToken cancellation)
    {
        (_table, _rules) = (table, rules);
        _pool = new HistogramPool(table.Packing);
        _builder = new HistogramBuilder(table, _pool, threads, cancellation);
        _search = new SplitSearch(table, rules.Splits, threads, cancellation);
        var mostBins = Math.Max(ColumnPacking.Codes, table.Features.Max(bins => bins.Count));
        (_goesLeft, _binLeft) = (new byte[mostBins], new bool[mostBins]);
        _partition = new RowPartition(table.Rows, threads, cancellation);
    }

    public GrownTree Grow(GradientPair[] pairs, int[]? sample, bool[]? features)
    {
        if (sample is null)
            _partition.Reset();
        else
            _partition.Reset(sample);

        var tree = new TreeBuilder(_table, _rules.MaxLeaves);
        var root = Root(pairs, all: sample is null);
        tree.SetLeaf(0, root.Sums, root.Sums.Clamp(_rules.Splits.Value(root.Sums.Gradient, root.Sums.Hessian, _rules.Splits.L2)));
        if (CanSplit(root))
            _search.Find(root, features);

        var final = new List<Leaf>();
        var open = new SortedSet<Leaf>(_rules.ByLevel ? LeafOrder.ByLevel : LeafOrder.ByGain);
        Enqueue(root, open, final);
        while (open.Min is { } leaf)
        {
            open.Remove(leaf);
            Divide(leaf, pairs, features, tree, open, final);
            CloseHopeless(open, final);
        }

        return new GrownTree(tree, _partition, [.. final.OrderBy(l => l.Start)]);
    }

    public void Dispose() => _pool.Dispose();

    private Leaf Root(GradientPair[] pairs, bool all)
    {
        var histogram = _pool.Rent();
        _builder.Build(_partition.Rows(0, _partition.Count), all, pairs, histogram);
        var (gradient, hessian) = (0.0, 0.0);
        var cells = histogram.Column(0);
        for (var i = 0; i < cells.Length; i += 2)
            (gradient, hessian) = (gradient + cells[i], hessian + cells[i + 1]);
        return new Leaf
        {
            Node = 0, Depth = 0, Start = 0, Count = _partition.Count, Path = [], Histogram = histogram,
            Sums = new LeafSums(gradient, hessian, _partition.Count, double.NegativeInfinity, double.PositiveInfinity),
            Allowed = Interactions.Allowed(_rules.Interactions, [], _table.Features.Length),
        };
    }

    private bool CanSplit(Leaf leaf) => leaf.Depth < _rules.MaxDepth && leaf.Count >= 2 * Math.Max(1, _rules.Splits.MinRows) && _rules.MaxLeaves > 1;

    private void Enqueue(Leaf leaf, SortedSet<Leaf> open, List<Leaf> final)
    {
        if (leaf.Best is null)
            Close(leaf, final);
        else
            open.Add(leaf);
    }

    private void Close(Leaf leaf, List<Leaf> final)
    {
        Release(leaf);
        final.Add(leaf);
    }

    /// <summary>Closes leaves that cannot be split any more: as many others come before them as there are splits left.</summary>
    private void CloseHopeless(SortedSet<Leaf> open, List<Leaf> final)
    {
        while (open.Count > _rules.MaxLeaves - open.Count - final.Count)
        {
            var last = open.Max!;
            open.Remove(last);
            Close(last, final);
        }

        if (_pool.Used * _pool.Bytes > _rules.HistogramBytes)
            foreach (var leaf in open.Reverse().SkipWhile(leaf => leaf.Histogram is null).Take(2))
                Release(leaf);
    }

    private void Divide(Leaf leaf, GradientPair[] pairs, bool[]? features, TreeBuilder tree, SortedSet<Leaf> open, List<Leaf> final)
    {
        var split = leaf.Best!;
        SendLeft(split);
        var column = _table.Packing.Column[split.Feature];
        var leftRows = _table.Packing.IsWide(split.Feature)
            ? _partition.Split(leaf.Start, leaf.Count, _table.Wide(column - _table.Packing.Columns), _goesLeft)
            : _partition.Split(leaf.Start, leaf.Count, _table.Column(column), _goesLeft);
        if (leftRows == 0 || leftRows == leaf.Count)
        {
            // Only possible where rows weigh nothing: their hessians said they were there.
            Close(leaf, final);
            return;
        }

        var node = tree.AddSplit(leaf.Node, split);
        var left = Child(leaf, split, node, leaf.Start, leftRows, split.Left);
        var right = Child(leaf, split, node + 1, leaf.Start + leftRows, leaf.Count - leftRows, split.Right);
        tree.SetLeaf(left.Node, left.Sums, split.LeftValue);
        tree.SetLeaf(right.Node, right.Sums, split.RightValue);
        FindSplits(leaf, left, right, pairs, features, isLast: open.Count + final.Count + 2 >= _rules.MaxLeaves);
        Enqueue(left, open, final);
        Enqueue(right, open, final);
    }

    private Leaf Child(Leaf parent, Split split, int node, int start, int count, in LeafSums sums)
    {
        var path = _rules.Interactions.Length == 0 || parent.Path.Contains(split.Feature) ? parent.Path : [.. parent.Path.Append(split.Feature).Order()];
        return new Leaf
        {
            Node = node, Depth = parent.Depth + 1, Start = start, Count = count, Sums = sums with { Rows = count }, Path = path,
            Allowed = ReferenceEquals(path, parent.Path) ? parent.Allowed : Interactions.Allowed(_rules.Interactions, path, _table.Features.Length),
        };
    }

    private void FindSplits(Leaf parent, Leaf left, Leaf right, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        if (isLast || (!CanSplit(smaller) && !CanSplit(larger)))
        {
            Release(parent);
            return;
        }

        smaller.Histogram = _pool.Rent();
        _builder.Build(_partition.Rows(smaller.Start, smaller.Count), all: false, pairs, smaller.Histogram);
        if (parent.Histogram is null)
        {
            larger.Histogram = _pool.Rent();
            _builder.Build(_partition.Rows(larger.Start, larger.Count), all: false, pairs, larger.Histogram);
            _search.Find(smaller, features);
            _search.Find(larger, features);
        }
        else
        {
            larger.Histogram = parent.Histogram;
            parent.Histogram = null;
            _search.FindBySubtraction(smaller, larger, features);
        }

        foreach (var child in (ReadOnlySpan<Leaf>)[smaller, larger])
        {
            if (!CanSplit(child))
                child.Best = null;
            if (child.Best is null)
                Release(child);
        }
    }

    private void Release(Leaf leaf)
    {
        if (leaf.Histogram is not null)
            _pool.Return(leaf.Histogram);
        leaf.Histogram = null;
    }

    /// <summary>Marks the numbers of the split's column whose rows go left.</summary>
    private void SendLeft(Split split)
    {
        var feature = _table.Features[split.Feature];
        var left = _binLeft.AsSpan(0, feature.Count);
        left.Clear();
        if (split.LeftBins is null)
            left[..(split.Bin + 1)].Fill(true);
        else
            foreach (var bin in split.LeftBins)
                left[bin] = true;
        if (feature.HasReserved)
            left[feature.ValueBins] = split.ReservedLeft;
        var codes = _table.CodesOf(split.Feature);
        for (var code = 0; code < codes; code++)
            _goesLeft[code] = left[_table.BinOf(split.Feature, code)] ? (byte)1 : (byte)0;
    }
}
