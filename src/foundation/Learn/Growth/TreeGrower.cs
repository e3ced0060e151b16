using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Growth;

/// <summary>Grows trees on one binned table, one after another.</summary>
internal sealed class TreeGrower : ITreeGrower
{
    /// <summary>How many pairs behind the last row may be read.</summary>
    public const int PairPadding = PairHistogram.Padding / 2;

    private readonly BinnedTable _table;
    private readonly GrowthRules _rules;
    private readonly int _threads;
    private readonly HistogramPool _pool;
    private readonly RowPartition _partition;
    private readonly IDivider _divider;
    private readonly Divisions _divisions;

    /// <summary>A grower on the rows of a table.</summary>
    public TreeGrower(BinnedTable table, GrowthRules rules, int threads, CancellationToken cancellation)
    {
        (_table, _rules, _threads) = (table, rules, threads);
        _pool = new HistogramPool(table.Packing);
        _partition = new RowPartition(table.Rows, cancellation);
        _divider = new ThreadedDivider(table, rules, _partition, _pool, threads, cancellation);
        _divisions = new Divisions(_divider, rules, _pool.Bytes);
    }

    /// <summary>A grower on rows that lie elsewhere.</summary>
    /// <param name="shape">A table of the same bins without rows.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="pool">Where histograms come from; disposed with the grower.</param>
    /// <param name="divider">Divides leaves where their rows lie.</param>
    public TreeGrower(BinnedTable shape, GrowthRules rules, HistogramPool pool, IDivider divider)
    {
        (_table, _rules, _threads, _pool, _divider) = (shape, rules, 1, pool, divider);
        _partition = new RowPartition(0, CancellationToken.None);
        _divisions = new Divisions(divider, rules, pool.Bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public GrownTree Grow(GradientPair[] pairs, int[]? sample, bool[]? features)
    {
        if (sample is null)
            _partition.Reset(_threads);
        else
            _partition.Reset(sample);

        var tree = new TreeBuilder(_table, _rules.MaxLeaves);
        var root = _divider.Root(pairs, all: sample is null, features);
        tree.SetLeaf(0, root.Sums, root.Sums.Clamp(_rules.Splits.Value(root.Sums.Gradient, root.Sums.Hessian, _rules.Splits.L2)));

        var final = new LeafQueue(LeafOrder.ByStart);
        var open = new LeafQueue(LeafOrder.Of(_rules));
        Enqueue(root, open, final);
        while (open.Count > 0)
        {
            if (open[0].Children is null)
                _divisions.Divide(open, splits: _rules.MaxLeaves - open.Count - final.Count, pairs, features);
            var leaf = open.Take(0);
            if (leaf.Children is [var left, var right])
                Place(leaf, left, right, tree, open, final);
            else
                Close(leaf, final);
            CloseHopeless(open, final);
        }

        return new GrownTree(tree, _partition, final.ToArray());
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>Gives the children of a divided leaf their places in the tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(Leaf leaf, Leaf left, Leaf right, TreeBuilder tree, LeafQueue open, LeafQueue final)
    {
        var split = leaf.Best!;
        left.Node = tree.AddSplit(leaf.Node, split);
        right.Node = left.Node + 1;
        tree.SetLeaf(left.Node, left.Sums, split.LeftValue);
        tree.SetLeaf(right.Node, right.Sums, split.RightValue);
        Enqueue(left, open, final);
        Enqueue(right, open, final);
    }

    private void Enqueue(Leaf leaf, LeafQueue open, LeafQueue final)
    {
        if (leaf.Best is null)
            Close(leaf, final);
        else
            open.Add(leaf);
    }

    private void Close(Leaf leaf, LeafQueue final)
    {
        leaf.Release(_pool);
        final.Add(leaf);
    }

    /// <summary>Closes leaves that cannot be split any more: as many others come before them as there are splits left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CloseHopeless(LeafQueue open, LeafQueue final)
    {
        while (open.Count > _rules.MaxLeaves - open.Count - final.Count)
            Close(open.Take(open.Count - 1), final);

        if (_pool.Used * _pool.Bytes > _rules.HistogramBytes)
            for (var last = open.Count - 1; last >= 0 && _pool.Used * _pool.Bytes > _rules.HistogramBytes; last--)
                open[last].Release(_pool);
    }
}
