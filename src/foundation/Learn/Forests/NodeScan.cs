using System.Numerics;
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
    // Nodes of fewer rows note which bins they touch; larger ones look at every bin.
    private const int FewRows = 160;

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
    /// <param name="column">The bin of each row.</param>
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

    /// <summary>Sums the rows of each bin and lists the bins that have any, ascending; missing values apart.</summary>
    /// <returns>The number of bins listed.</returns>
    private int Collect(NodeBins bins, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries)
    {
        var reserved = bins.HasReserved ? bins.ValueBins : -1;
        var items = 0;
        _missing = default;
        if (entries.Length >= FewRows)
        {
            Fill(column, entries);
            for (var bin = 0; bin < bins.Count; bin++)
                if (_cells[bin].Rows > 0)
                    Take(bin, reserved, ref items);
            return items;
        }

        Span<ulong> touched = stackalloc ulong[ColumnPacking.Codes / 64];
        var cells = _cells;
        foreach (ref readonly var entry in entries)
        {
            int bin = column[entry.Row];
            touched[bin >> 6] |= 1UL << bin;
            Add(cells, bin, entry);
        }

        for (var word = 0; word < touched.Length; word++)
            for (var bits = touched[word]; bits != 0; bits &= bits - 1)
                Take((word << 6) + BitOperations.TrailingZeroCount(bits), reserved, ref items);
        return items;
    }

    private void Fill(ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries)
    {
        var cells = _cells;
        foreach (ref readonly var entry in entries)
            Add(cells, column[entry.Row], entry);
    }

    private void Add(BinSums[] cells, int bin, in BagEntry entry)
    {
        ref var cell = ref cells[bin];
        cell.Weight += entry.Weight;
        cell.Target += entry.Target;
        cell.Rows++;
        if (classes > 0)
            _cellClasses[bin * classes + (int)entry.Target] += entry.Weight;
    }

    /// <summary>Moves a bin into the list and leaves its cell empty.</summary>
    private void Take(int bin, int reserved, ref int items)
    {
        ref var cell = ref _cells[bin];
        cell.Bin = bin;
        var own = _cellClasses.AsSpan(bin * classes, classes);
        if (bin == reserved)
        {
            _missing = cell;
            own.CopyTo(_missingClasses);
        }
        else
        {
            _items[items] = cell;
            own.CopyTo(_itemClasses.AsSpan(items * classes));
            items++;
        }

        cell = default;
        own.Clear();
    }

    private void TryNumbers(int feature, int items, int only, ref ForestSplit best)
    {
        var missing = _missing.Rows > 0;
        if (Scan(items, missing ? items : items - 1, only, missingLeft: false, ref best) is >= 0 and var cut)
            Note(feature, items, cut, missing ? false : null, ref best);
        if (missing && Scan(items, items - 1, only, missingLeft: true, ref best) is >= 0 and var left)
            Note(feature, items, left, true, ref best);
    }

    private void Note(int feature, int items, int cut, bool? missingLeft, ref ForestSplit best)
    {
        (best.Feature, best.LeftBins, best.LastLeft) = (feature, null, _items[cut].Bin);
        best.FirstRight = cut + 1 < items ? _items[cut + 1].Bin : int.MaxValue;
        var weight = 0.0;
        for (var i = 0; i <= cut; i++)
            weight += _items[i].Weight;
        // Rows to come that lack a value follow the majority where no row of the node lacks it.
        best.ReservedLeft = missingLeft ?? 2 * weight >= _node.Weight;
    }

    /// <summary>Raises the best score by the cuts behind the first listed bins, the second, and so on.</summary>
    /// <param name="items">The number of bins listed.</param>
    /// <param name="cuts">The number of cuts.</param>
    /// <param name="only">The one cut to look at; all where negative.</param>
    /// <param name="missingLeft">Whether missing values go left.</param>
    /// <param name="best">Its score is raised.</param>
    /// <returns>The best cut, or −1 where none was better.</returns>
    private int Scan(int items, int cuts, int only, bool missingLeft, ref ForestSplit best)
    {
        var found = -1;
        var score = best.Score;
        var (weight, target, rows) = missingLeft ? (_missing.Weight, _missing.Target, _missing.Rows) : (0.0, 0.0, 0);
        if (missingLeft)
            _missingClasses.CopyTo(_leftClasses, 0);
        else
            Array.Clear(_leftClasses);
        var (wholeWeight, wholeTarget, wholeRows, least) = (_node.Weight, _node.Target, _node.Rows, rules.MinRowsPerLeaf);
        var list = _items.AsSpan(0, items);
        for (var cut = 0; cut < cuts; cut++)
        {
            ref readonly var item = ref list[cut];
            weight += item.Weight;
            target += item.Target;
            rows += item.Rows;
            if (classes > 0)
                AddClasses(cut);
            if (rows < least || (only >= 0 && cut != only))
                continue;
            if (wholeRows - rows < least)
                break;
            var rightTarget = wholeTarget - target;
            var (left, right) = classes > 0 ? Squares() : (target * target, rightTarget * rightTarget);

            // left/weight + right/rightWeight > score, without the divisions; both weights are positive.
            var rightWeight = wholeWeight - weight;
            var (numerator, denominator) = (left * rightWeight + right * weight, weight * rightWeight);
            if (!(numerator > score * denominator))
                continue;
            score = numerator / denominator;
            found = cut;
        }

        best.Score = score;
        return found;
    }

    private void AddClasses(int item)
    {
        var own = _itemClasses.AsSpan(item * classes, classes);
        for (var k = 0; k < own.Length; k++)
            _leftClasses[k] += own[k];
    }

    private (double Left, double Right) Squares()
    {
        var (left, right) = (0.0, 0.0);
        for (var k = 0; k < classes; k++)
        {
            var rest = _nodeClasses[k] - _leftClasses[k];
            (left, right) = (left + _leftClasses[k] * _leftClasses[k], right + rest * rest);
        }

        return (left, right);
    }
}
