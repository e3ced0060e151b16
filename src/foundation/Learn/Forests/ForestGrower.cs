using System.Numerics;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Grows trees of a forest one after another, depth first. Not thread-safe; growers of one forest share what they read.</summary>
internal sealed class ForestGrower
{
    // The bins of a small node's rows are copied side by side when they fit this many bytes: the first-level cache holds them, and
    // the whole subtree is grown from there.
    private const int LocalBytes = 1 << 15;

    // So many rows have at most as many values of a feature as a byte can tell apart, missing ones included.
    private const int ExactRows = FeatureBins.MaxValueBins;

    private readonly ForestTask _task;
    private readonly NodeScan _scan;
    private readonly int[] _counts;
    private readonly BagEntry[] _entries;
    private readonly BagEntry[] _moved;
    private readonly int[] _features;
    private readonly byte[] _goesLeft = new byte[ColumnPacking.Codes];
    private readonly NodeBins[] _bins;
    private readonly byte[][] _local;
    private readonly NodeBins[] _localBins;
    private readonly float[] _values = new float[ExactRows];
    private readonly byte[] _order = new byte[ExactRows];
    private readonly int[] _localRows;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _shares = [];
    private readonly List<(int Node, int Row, float Weight)> _leafRows = [];
    private double _treeWeight;

    public ForestGrower(ForestTask task)
    {
        _task = task;
        _scan = new NodeScan(task.ManyClasses, task.Rules);
        var rows = task.Targets.Length;
        (_counts, _entries, _moved) = (new int[rows], new BagEntry[rows], new BagEntry[rows]);
        _features = new int[task.Bins.Length];
        var capacity = LocalCapacity(task.Bins.Length, task.Rules.FeaturesPerSplit);
        if (task.Values is not null)
            capacity = Math.Min(capacity, ExactRows);
        _bins = Array.ConvertAll(task.Bins, bins => new NodeBins(bins));
        _localBins = Array.ConvertAll(task.Bins, bins => new NodeBins(bins));
        _localRows = new int[capacity];
        _local = [.. task.Bins.Select(_ => new byte[capacity])];
    }

    /// <summary>Grows tree <paramref name="tree"/>, whatever was grown before.</summary>
    public ForestTree Grow(int tree)
    {
        var random = new RandomStream(_task.Bagging.Seed, RandomUse.ForestTree + (ulong)tree);
        for (var f = 0; f < _features.Length; f++)
            _features[f] = f;
        _nodes.Clear();
        _shares.Clear();
        _leafRows.Clear();
        var rows = FillBag(tree);
        Grow(new Open(AddNode(), 0, rows, 0), _task.Columns, _bins, isLocal: false, ref random);
        return new ForestTree(Tree.From(_nodes), [.. _shares], _task.KeepsLeafRows ? LeafRows.Of(_nodes.Count, _leafRows) : null);
    }

    private static int LocalCapacity(int features, int featuresPerSplit)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)(LocalBytes / features) / 2 + 1);
        // A copy reads every feature once, a subtree without it a few on each of its levels.
        return capacity >= 64 && featuresPerSplit * BitOperations.Log2((uint)capacity) >= features ? capacity : 0;
    }

    private int FillBag(int tree)
    {
        _task.Bagging.Draw(tree, _counts);
        var (rows, total) = (0, 0.0);
        for (var row = 0; row < _counts.Length; row++)
        {
            var weight = _counts[row] * (_task.Weights.Length == 0 ? 1 : _task.Weights[row]);
            if (weight <= 0)
                continue;
            var target = _task.Targets[row];
            _entries[rows++] = new BagEntry(PlaceOf(row), weight, _task.ManyClasses > 0 ? target : weight * (target - _task.Shift));
            total += weight;
        }

        if (rows == 0)
            // Every row drawn weighs nothing: fall back on one that weighs something.
            _entries[rows++] = EntryOf(Array.FindIndex(_task.Weights, weight => weight > 0), out total);
        _treeWeight = total;
        return rows;
    }

    private BagEntry EntryOf(int row, out double weight)
    {
        weight = _task.Weights[row];
        return new BagEntry(PlaceOf(row), _task.Weights[row], _task.ManyClasses > 0 ? _task.Targets[row] : weight * (_task.Targets[row] - _task.Shift));
    }

    private int PlaceOf(int row) => _task.Chosen is { } chosen ? chosen[row] : row;

    private void Grow(Open root, byte[][] columns, NodeBins[] bins, bool isLocal, ref RandomStream random)
    {
        var open = new Stack<Open>();
        open.Push(root);
        while (open.TryPop(out var next))
        {
            if (!isLocal && next.Count <= _localRows.Length)
            {
                Copy(next);
                Grow(next, _local, _localBins, isLocal: true, ref random);
                continue;
            }

            _task.Cancellation.ThrowIfCancellationRequested();
            var entries = _entries.AsSpan(next.Start, next.Count);
            _scan.Begin(entries);
            Describe(next.Node);
            var split = FindSplit(next, columns, bins, ref random);
            if (split.Feature < 0)
            {
                KeepLeafRows(next.Node, entries, isLocal);
                continue;
            }

            var left = Part(split, bins[split.Feature], columns[split.Feature], next);
            var child = AddSplit(next.Node, split, bins[split.Feature]);
            open.Push(new Open(child + 1, next.Start + left, next.Count - left, next.Depth + 1));
            open.Push(new Open(child, next.Start, left, next.Depth + 1));
        }
    }

    /// <summary>Copies the bins of a node's rows side by side; its entries name their places from here on. Where cuts are not random, every
    /// number gets a bin of its own: the subtree is exact.</summary>
    private void Copy(Open node)
    {
        var entries = _entries.AsSpan(node.Start, node.Count);
        for (var i = 0; i < entries.Length; i++)
        {
            _localRows[i] = entries[i].Row;
            entries[i] = entries[i] with { Row = i };
        }

        var rows = _localRows.AsSpan(0, entries.Length);
        for (var f = 0; f < _local.Length; f++)
        {
            var (from, to) = (_task.Columns[f], _local[f]);
            for (var i = 0; i < rows.Length; i++)
                to[i] = from[rows[i]];
            if (_task.Values is null || _localBins[f].IsCategorical)
                continue;
            var values = _values.AsSpan(0, rows.Length);
            _task.Values.Gather(f, rows, values);
            _localBins[f].Rank(values, to.AsSpan(0, rows.Length), _order.AsSpan(0, rows.Length));
        }
    }

    private ForestSplit FindSplit(Open node, byte[][] columns, NodeBins[] bins, ref RandomStream random)
    {
        var rules = _task.Rules;
        var best = new ForestSplit { Feature = -1, Score = double.NegativeInfinity };
        if (_scan.IsPure || node.Depth >= rules.MaxDepth || node.Count < rules.MinRowsToSplit || node.Count < 2 * rules.MinRowsPerLeaf)
            return best;
        var entries = _entries.AsSpan(node.Start, node.Count);
        for (int drawn = 0, tried = 0; drawn < _features.Length && tried < rules.FeaturesPerSplit; drawn++)
        {
            var other = drawn + random.Next(_features.Length - drawn);
            (_features[drawn], _features[other]) = (_features[other], _features[drawn]);
            var feature = _features[drawn];
            if (_scan.Try(feature, bins[feature], columns[feature], entries, ref random, ref best))
                tried++;
        }

        if (best.Feature >= 0 && Gain(best) < rules.MinGain * _treeWeight)
            best.Feature = -1;
        return best;
    }

    private double Gain(in ForestSplit split) => Math.Max(0, split.Score - _scan.Score) * _task.GainFactor;

    private int AddNode()
    {
        _nodes.Add(default);
        for (var k = 0; k < _task.ManyClasses; k++)
            _shares.Add(0);
        return _nodes.Count - 1;
    }

    /// <summary>Makes a node a leaf.</summary>
    private void Describe(int node)
    {
        var sums = _scan.Node;
        var value = sums.Target / sums.Weight + _task.Shift;
        for (var k = 0; k < _task.ManyClasses; k++)
            value = _shares[node * _task.ManyClasses + k] = (float)(_scan.NodeClasses[k] / sums.Weight);
        _nodes[node] = new TreeNode { Feature = -1, Value = (float)value, Cover = sums.Weight, Rows = sums.Rows };
    }

    /// <summary>Turns a leaf into a split.</summary>
    /// <returns>The left child; the right one is the next node.</returns>
    private int AddSplit(int node, in ForestSplit split, NodeBins bins)
    {
        var left = AddNode();
        AddNode();
        _nodes[node] = _nodes[node] with
        {
            Feature = split.Feature, Left = left, MissingLeft = split.ReservedLeft, Gain = Gain(split),
            Threshold = split.LeftBins is null ? bins.Threshold(split) : float.NaN,
            Categories = split.LeftBins is null ? null : Array.ConvertAll(split.LeftBins, bin => bins.Bins.Categories[bin]),
        };
        return left;
    }

    /// <summary>Puts the rows that go left before the others; both keep their order.</summary>
    /// <returns>The rows that went left.</returns>
    private int Part(in ForestSplit split, NodeBins bins, ReadOnlySpan<byte> column, Open node)
    {
        SendLeft(split, bins);
        var entries = _entries.AsSpan(node.Start, node.Count);
        var moved = _moved.AsSpan(0, node.Count);
        var goesLeft = _goesLeft;
        var (left, right) = (0, 0);
        // Written to both sides and advanced on one: a branch would be mispredicted for every other row.
        foreach (var entry in entries)
        {
            int goes = goesLeft[column[entry.Row]];
            entries[left] = entry;
            moved[right] = entry;
            left += goes;
            right += 1 - goes;
        }

        moved[..right].CopyTo(entries[left..]);
        return left;
    }

    private void SendLeft(in ForestSplit split, NodeBins bins)
    {
        Array.Clear(_goesLeft);
        if (split.LeftBins is null)
            _goesLeft.AsSpan(0, split.LastLeft + 1).Fill(1);
        else
            foreach (var bin in split.LeftBins)
                _goesLeft[bin] = 1;
        if (bins.HasReserved)
            _goesLeft[bins.ValueBins] = split.ReservedLeft ? (byte)1 : (byte)0;
    }

    private void KeepLeafRows(int node, ReadOnlySpan<BagEntry> entries, bool isLocal)
    {
        if (!_task.KeepsLeafRows)
            return;
        foreach (var entry in entries)
            _leafRows.Add((node, isLocal ? _localRows[entry.Row] : entry.Row, entry.Weight));
    }

    private readonly record struct Open(int Node, int Start, int Count, int Depth);
}
