using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Growth;

/// <summary>Divides leaves: parts their rows, builds the children's histograms and finds the children's best splits.</summary>
/// <remarks>One leaf at a time; several dividers of one partition and pool may divide different leaves side by side.</remarks>
internal sealed class LeafDivider
{
    private readonly BinnedTable _table;
    private readonly RowPartition _partition;
    private readonly HistogramPool _pool;
    private readonly HistogramBuilder _builder;
    private readonly SplitSearch _search;
    private readonly LeafFactory _leaves;
    private readonly SplitSides _sides;
    private readonly int _threads;

    /// <summary>A divider of the leaves of one partition.</summary>
    /// <param name="table">The rows' bins.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="partition">The rows of the leaves.</param>
    /// <param name="pool">Where histograms come from.</param>
    /// <param name="threads">The most threads to use for a leaf.</param>
    /// <param name="cancellation">Looked at for each leaf.</param>
    public LeafDivider(BinnedTable table, GrowthRules rules, RowPartition partition, HistogramPool pool, int threads, CancellationToken cancellation)
    {
        (_table, _partition, _pool, _threads) = (table, partition, pool, threads);
        _builder = new HistogramBuilder(table, pool, threads, cancellation);
        _search = new SplitSearch(table, rules.Splits, threads, cancellation);
        (_leaves, _sides) = (new LeafFactory(rules, table.Features.Length), new SplitSides(table));
    }

    /// <summary>The leaf of all rows, with its best split.</summary>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="all">Whether the partition has every row of the table, in order.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    public Leaf Root(GradientPair[] pairs, bool all, bool[]? features)
    {
        var histogram = _pool.Rent();
        _builder.Build(_partition.Rows(0, _partition.Count), all, pairs, histogram);
        var root = _leaves.Root(histogram, _partition.Count);
        if (_leaves.CanSplit(root))
            _search.Find(root, features);
        return root;
    }

    /// <summary>Divides a leaf by its best split.</summary>
    /// <param name="leaf">The leaf; its histogram goes over to a child.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    /// <param name="isLast">Whether the children stay leaves.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Divide(Leaf leaf, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var split = leaf.Best!;
        var goesLeft = _sides.Of(split);
        var column = _table.Packing.Column[split.Feature];
        var leftRows = _table.Packing.IsWide(split.Feature)
            ? _partition.Split(leaf.Start, leaf.Count, _table.Wide(column - _table.Packing.Columns), goesLeft, _threads)
            : _partition.Split(leaf.Start, leaf.Count, _table.Column(column), goesLeft, _threads);
        if (leftRows == 0 || leftRows == leaf.Count)
        {
            // Only possible where rows weigh nothing: their hessians said they were there.
            leaf.Children = [];
            return;
        }

        var (left, right) = _leaves.Children(leaf, leftRows);
        FindSplits(leaf, left, right, pairs, features, isLast);
        leaf.Children = [left, right];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindSplits(Leaf parent, Leaf left, Leaf right, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        if (isLast || (!_leaves.CanSplit(smaller) && !_leaves.CanSplit(larger)))
        {
            parent.Release(_pool);
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

        _leaves.Settle(smaller, larger, _pool);
    }
}
