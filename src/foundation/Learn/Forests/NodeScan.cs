using Kirana.Learn.Binning;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Finds the best split of one node by one feature at a time.</summary>
/// <remarks>Impurity falls as Σ over both sides of sum² / weight rises: of weight × target for squared error and for two classes, whose
/// Gini impurity is twice the squared error of a target of 0 and 1; of the weight of each class for several. Not thread-safe.</remarks>
/// <param name="classes">The number of classes where there are more than two, else 0.</param>
/// <param name="rules">The rules.</param>
internal sealed partial class NodeScan(int classes, ForestRules rules)
{
    private readonly BinSums[] _cells = new BinSums[ColumnPacking.Codes];
    private readonly double[] _cellClasses = new double[ColumnPacking.Codes * classes];
    private readonly BinSums[] _items = new BinSums[ColumnPacking.Codes];
    private readonly double[] _itemClasses = new double[ColumnPacking.Codes * classes];
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
    public void Begin(ReadOnlySpan<BagEntry> entries)
    {
        var (weight, target, first, pure) = (0.0, 0.0, entries[0], true);
        Array.Clear(_nodeClasses);
        foreach (ref readonly var entry in entries)
        {
            weight += entry.Weight;
            target += entry.Target;
            pure = pure && IsSame(first, entry);
            if (classes > 0)
                _nodeClasses[(int)entry.Target] += entry.Weight;
        }

        IsPure = pure;
        _node = new BinSums { Weight = weight, Target = target, Rows = entries.Length };
        var squares = target * target;
        if (classes > 0)
        {
            squares = 0;
            foreach (var own in _nodeClasses)
                squares += own * own;
        }

        Score = squares / weight;
    }

    /// <summary>Looks for a better split by a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="bins">Its bins.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="entries">The node's rows.</param>
    /// <param name="random">For random cuts.</param>
    /// <param name="best">The best split so far.</param>
    /// <returns>Whether the feature varies in the node.</returns>
    public bool Try(int feature, NodeBins bins, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries, ref RandomStream random, ref ForestSplit best)
    {
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

    private bool IsSame(in BagEntry first, in BagEntry entry)
    {
        if (classes > 0)
            return first.Target == entry.Target;
        // The product with the weight was rounded; different floats are further apart.
        var (a, b) = (first.Target / first.Weight, entry.Target / entry.Weight);
        return Math.Abs(a - b) <= 1e-14 * Math.Abs(a);
    }
}
