using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;

namespace Kirana.Learn.Growth;

/// <summary>Divides leaves: parts their rows, builds the children's histograms and finds the children's best splits.</summary>
/// <remarks>One leaf at a time; several dividers of one partition and pool may divide different leaves side by side.</remarks>
internal sealed class LeafDivider
{
    private readonly BinnedTable _table;
    private readonly GrowthRules _rules;
    private readonly RowPartition _partition;
    private readonly HistogramPool _pool;
    private readonly HistogramBuilder _builder;
    private readonly SplitSearch _search;
    private readonly int _threads;
    private readonly byte[] _goesLeft;
    private readonly bool[] _binLeft;

    /// <summary>A divider of the leaves of one partition.</summary>
    /// <param name="table">The rows' bins.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="partition">The rows of the leaves.</param>
    /// <param name="pool">Where histograms come from.</param>
    /// <param name="threads">The most threads to use for a leaf.</param>
    /// <param name="cancellation">Looked at for each leaf.</param>
    public LeafDivider(BinnedTable table, GrowthRules rules, RowPartition partition, HistogramPool pool, int threads, CancellationToken cancellation)
    {
        (_table, _rules, _partition, _pool, _threads) = (table, rules, partition, pool, threads);
        _builder = new HistogramBuilder(table, pool, threads, cancellation);
        _search = new SplitSearch(table, rules.Splits, threads, cancellation);
        var mostBins = ColumnPacking.Codes;
        foreach (var bins in table.Features)
            mostBins = Math.Max(mostBins, bins.Count);
        (_goesLeft, _binLeft) = (new byte[mostBins], new bool[mostBins]);
    }

    /// <summary>The leaf of all rows, with its best split.</summary>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="all">Whether the partition has every row of the table, in order.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    public Leaf Root(GradientPair[] pairs, bool all, bool[]? features)
    {
        var histogram = _pool.Rent();
        _builder.Build(_partition.Rows(0, _partition.Count), all, pairs, histogram);
        var (gradient, hessian) = (0.0, 0.0);
        var cells = histogram.Column(0);
        for (var i = 0; i < cells.Length; i += 2)
            (gradient, hessian) = (gradient + cells[i], hessian + cells[i + 1]);
        var root = new Leaf
        {
            Depth = 0, Start = 0, Count = _partition.Count, Path = [], Histogram = histogram,
            Sums = new LeafSums(gradient, hessian, _partition.Count, double.NegativeInfinity, double.PositiveInfinity),
            Allowed = Interactions.Allowed(_rules.Interactions, [], _table.Features.Length),
        };
        if (CanSplit(root))
            _search.Find(root, features);
        return root;
    }

    /// <summary>Divides a leaf by its best split.</summary>
    /// <param name="leaf">The leaf; its histogram goes over to a child.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    /// <param name="isLast">Whether the children stay leaves.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(Leaf leaf, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var split = leaf.Best!;
        SendLeft(split);
        var column = _table.Packing.Column[split.Feature];
        var leftRows = _table.Packing.IsWide(split.Feature)
            ? _partition.Split(leaf.Start, leaf.Count, _table.Wide(column - _table.Packing.Columns), _goesLeft, _threads)
            : _partition.Split(leaf.Start, leaf.Count, _table.Column(column), _goesLeft, _threads);
        if (leftRows == 0 || leftRows == leaf.Count)
        {
            // Only possible where rows weigh nothing: their hessians said they were there.
            leaf.Children = [];
            return;
        }

        var left = Child(leaf, split, leaf.Start, leftRows, split.Left);
        var right = Child(leaf, split, leaf.Start + leftRows, leaf.Count - leftRows, split.Right);
        FindSplits(leaf, left, right, pairs, features, isLast);
        leaf.Children = [left, right];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool CanSplit(Leaf leaf) => leaf.Depth < _rules.MaxDepth && leaf.Count >= 2 * Math.Max(1, _rules.Splits.MinRows) && _rules.MaxLeaves > 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Leaf Child(Leaf parent, Split split, int start, int count, in LeafSums sums)
    {
        var path = _rules.Interactions.Length == 0 || parent.Path.Contains(split.Feature) ? parent.Path : [.. parent.Path.Append(split.Feature).Order()];
        return new Leaf
        {
            Depth = parent.Depth + 1, Start = start, Count = count, Sums = sums with { Rows = count }, Path = path,
            Allowed = ReferenceEquals(path, parent.Path) ? parent.Allowed : Interactions.Allowed(_rules.Interactions, path, _table.Features.Length),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindSplits(Leaf parent, Leaf left, Leaf right, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        if (isLast || (!CanSplit(smaller) && !CanSplit(larger)))
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

        foreach (var child in (ReadOnlySpan<Leaf>)[smaller, larger])
        {
            if (!CanSplit(child))
                child.Best = null;
            if (child.Best is null)
                child.Release(_pool);
        }
    }

    /// <summary>Marks the numbers of the split's column whose rows go left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendLeft(Split split)
    {
        var feature = _table.Features[split.Feature];
        var left = _binLeft.AsSpan(0, feature.Count);
        left.Clear();
        if (split.LeftBins is null)
            for (var bin = 0; bin <= split.Bin; bin++)
                left[bin] = true;
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
