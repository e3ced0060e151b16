using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Grows trees of a forest one after another, depth first. Not thread-safe; growers of one forest share what they read.</summary>
internal sealed partial class ForestGrower
{
    private readonly ForestTask _task;
    private readonly NodeScan _scan;
    private readonly TreeBag _bag;
    private readonly FeatureDraw _features;
    private readonly LocalColumns _local;
    private readonly byte[] _goesLeft = new byte[ColumnPacking.Codes];
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _shares = [];
    private readonly List<(int Node, int Row, float Weight)> _leafRows = [];

    public ForestGrower(ForestTask task)
    {
        (_task, _bag) = (task, new TreeBag(task));
        _scan = new NodeScan(task.ManyClasses, task.Rules);
        _features = new FeatureDraw(task.Columns.Bins.Length);
        _local = new LocalColumns(task.Columns, task.Table, task.Values, task.Rules.FeaturesPerSplit);
    }

    /// <summary>Grows tree <paramref name="tree"/>, whatever was grown before.</summary>
    public ForestTree Grow(int tree)
    {
        var random = new RandomStream(_task.Bagging.Seed, RandomUse.ForestTree + (ulong)tree);
        _features.Reset();
        _nodes.Clear();
        _shares.Clear();
        _leafRows.Clear();
        Grow(new Open(AddNode(), 0, _bag.Draw(tree), 0, 0), _task.Columns, ref random);
        return new ForestTree(Tree.From(_nodes), [.. _shares], _task.KeepsLeafRows ? LeafRows.Of(_nodes.Count, _leafRows) : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow(Open root, NodeColumns columns, ref RandomStream random)
    {
        var isLocal = ReferenceEquals(columns, _local.Columns);
        var open = new Stack<Open>();
        open.Push(root);
        while (open.TryPop(out var next))
        {
            var entries = _bag.Of(next.Start, next.Count);
            if (!isLocal && next.Count <= _local.Capacity)
            {
                _local.Copy(entries);
                Grow(next, _local.Columns, ref random);
                continue;
            }

            _task.Cancellation.ThrowIfCancellationRequested();
            _scan.Begin(entries);
            Describe(next.Node);
            var split = FindSplit(next, columns, entries, ref random);
            if (split.Feature < 0)
            {
                KeepLeafRows(next.Node, entries, isLocal);
                continue;
            }

            var bins = columns.Bins[split.Feature];
            var column = columns.ColumnOf(split.Feature);
            var sides = isLocal || !IsBetweenValues(split, bins) ? [] : _scan.Refine(ref split, bins, column, entries, _task.Values!);
            SendLeft(split, bins);
            var left = _bag.Part(entries, column, _goesLeft, split.Parted, sides);
            var child = AddSplit(next.Node, split, bins);
            open.Push(new Open(child + 1, next.Start + left, next.Count - left, next.Depth + 1, _features.Constant));
            open.Push(new Open(child, next.Start, left, next.Depth + 1, _features.Constant));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ForestSplit FindSplit(Open node, NodeColumns columns, ReadOnlySpan<BagEntry> entries, ref RandomStream random)
    {
        var rules = _task.Rules;
        var best = new ForestSplit { Feature = -1, Score = double.NegativeInfinity, Parted = -1, Threshold = float.NaN };
        if (_scan.IsPure || node.Depth >= rules.MaxDepth || node.Count < rules.MinRowsToSplit || node.Count < 2 * rules.MinRowsPerLeaf)
            return best;
        var varied = false;
        _features.Begin(node.Constant);
        while (_features.Next(varied ? rules.FeaturesPerSplit : int.MaxValue, ref random) is >= 0 and var feature)
        {
            var varies = _scan.Try(feature, columns.Bins[feature], columns.ColumnOf(feature), entries, ref random, ref best);
            _features.Put(isConstant: !varies);
            varied |= varies;
        }

        if (best.Feature >= 0 && Gain(best) < rules.MinGain * _bag.Weight)
            best.Feature = -1;
        return best;
    }

    /// <summary>Whether a cut between bins has values on both sides that the bins do not tell apart.</summary>
    private bool IsBetweenValues(in ForestSplit split, NodeBins bins) =>
        _task.Values is not null && bins is { BinOfCode: null, Bins.IsExact: false } && split.LeftBins is null && split.FirstRight < bins.ValueBins;

    private double Gain(in ForestSplit split) => Math.Max(0, split.Score - _scan.Score) * _task.GainFactor;

    /// <summary>A node that may be split.</summary>
    /// <param name="Node">Its number.</param>
    /// <param name="Start">Where its rows begin.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Depth">The splits above it.</param>
    /// <param name="Constant">How many features are known to be constant.</param>
    private readonly record struct Open(int Node, int Start, int Count, int Depth, int Constant);
}
