using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Forests.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Finds the best split of one node by one feature at a time.</summary>
/// <remarks>Impurity falls as Σ over both sides of sum² / weight rises: of weight × target for squared error and for two classes, whose
/// Gini impurity is twice the squared error of a target of 0 and 1; of the weight of each class for several. Not thread-safe.</remarks>
/// <param name="classes">The number of classes where there are more than two, else 0.</param>
/// <param name="rules">The rules.</param>
internal sealed partial class NodeScan(int classes, ForestRules rules)
{
    private static readonly byte[] s_same = [.. Enumerable.Range(0, ColumnPacking.Codes).Select(code => (byte)code)];

    private readonly BinSums[] _cells = new BinSums[ColumnPacking.Codes];
    private readonly double[] _cellClasses = new double[ColumnPacking.Codes * classes];
    private BinSums[] _items = new BinSums[ColumnPacking.Codes];
    private double[] _itemClasses = new double[ColumnPacking.Codes * classes];
    private readonly double[] _missingClasses = new double[classes];
    private readonly double[] _nodeClasses = new double[classes];
    private readonly double[] _leftClasses = new double[classes];
    private BinSums _node;
    private BinSums _missing;

    /// <summary>The sums of the node.</summary>
    public BinSums Node => _node;

    /// <summary>The weight of each class in the node; none where there are not several.</summary>
    public ReadOnlySpan<double> NodeClasses => _nodeClasses;

    /// <summary>Whether all rows of the node have one target.</summary>
    public bool IsPure { get; private set; }

    /// <summary>What splits of the node are to exceed.</summary>
    public double Score { get; private set; }

    /// <summary>Begins a node.</summary>
    /// <param name="entries">Its rows, at least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(ReadOnlySpan<BagEntry> entries)
    {
        _node = NodeTotals.Sum(entries);
        IsPure = AreSame(entries);
        var squares = _node.Target * _node.Target;
        if (classes > 0)
        {
            Array.Clear(_nodeClasses);
            foreach (ref readonly var entry in entries)
                _nodeClasses[(int)entry.Target] += entry.Weight;
            squares = 0;
            foreach (var own in _nodeClasses)
                squares += own * own;
        }

        Score = squares / _node.Weight;
    }

    /// <summary>Looks for a better split by a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="bins">Its bins.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="entries">The node's rows.</param>
    /// <param name="random">For random cuts.</param>
    /// <param name="best">The best split so far.</param>
    /// <returns>Whether the feature varies in the node.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Try(int feature, NodeBins bins, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries, ref RandomStream random, ref ForestSplit best)
    {
        if (bins.Count == 2 && bins is { IsCategorical: false, HasReserved: false } && classes == 0)
            return TryTwo(feature, SecondBin.Sum(entries, column, bins.BinOfCode ?? s_same), ref best);
        var items = Collect(bins, column, entries);
        if (items + (_missing.Rows > 0 ? 1 : 0) < 2)
            return false;
        if (bins.IsCategorical)
            TryCategories(feature, items, ref random, ref best);
        else if (rules.RandomCuts)
            TryNumbers(feature, items, RandomCut(bins.Bins, items, ref random), ref best);
        else
            TryNumbers(feature, items, only: -1, ref best);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AreSame(ReadOnlySpan<BagEntry> entries)
    {
        var same = 1;
        while (same < entries.Length && IsSame(entries[0], entries[same]))
            same++;
        return same == entries.Length;
    }

    private bool IsSame(in BagEntry first, in BagEntry entry)
    {
        if (classes > 0)
            return first.Target == entry.Target;
        // The product with the weight was rounded; different floats are further apart.
        var (a, b) = (first.Target / first.Weight, entry.Target / entry.Weight);
        return Math.Abs(a - b) <= 1e-14 * Math.Abs(a);
    }
}
