using System.Runtime.CompilerServices;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Trees;

/// <summary>Grows a CART tree on presorted features: each node scans every value its rows have.</summary>
/// <remarks>Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, ch. 2–4. Features that are constant in a node
/// are given up below it, so a level costs O(rows · features that still vary). Where a cut's gain follows from sums, features of few values are
/// not sorted: a level costs O(rows · values that are not the usual ones); see <see cref="SparseFeatures"/>. Missing values stand at the end of their feature's order;
/// both sides are tried for them. Categories are put into the order of their mean target, of several classes by the share of each class in
/// turn, and cut like numbers (Fisher, "On grouping for maximum homogeneity", JASA 1958).</remarks>
internal sealed partial class ExactGrower
{
    private readonly DecisionTree _options;
    private readonly LabelledRows _rows;
    private readonly int _classes;
    private readonly CancellationToken _cancellation;
    private readonly AttributeLists _lists;
    private readonly SparseFeatures? _sparse;
    private readonly NodeSums _whole;
    private readonly NodeSums _left;
    private readonly NodeSums _right;
    private readonly NodeSums _missing;
    private readonly AbsoluteSums? _absolute;
    private readonly double[] _rightImpurities;
    private readonly SplitCriterion _criterion;
    private readonly double[]? _moments;
    private readonly bool _hasCategories;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _predictions = [];
    private readonly float[] _prediction;

    public ExactGrower(DecisionTree options, SplitCriterion criterion, LabelledRows rows, int classes, CancellationToken cancellation)
    {
        (_options, _rows, _classes, _cancellation) = (options, rows, classes, cancellation);
        (_whole, _left, _right, _missing) = (new(criterion, classes), new(criterion, classes), new(criterion, classes), new(criterion, classes));
        (_criterion, _absolute) = (criterion, criterion == SplitCriterion.Absolute ? new AbsoluteSums(rows.Targets) : null);
        _rightImpurities = _absolute is null ? [] : new double[rows.Rows];
        _prediction = new float[Math.Max(1, classes)];
        _moments = HasMoments(criterion, classes) ? Moments(rows, classes > 0 ? 0 : WeightedStatistics.Mean(rows.Targets, rows.Weights)) : null;
        _hasCategories = rows.Features.Columns.Any(column => column.IsCategorical);
        _sparse = _moments is null ? null : new SparseFeatures(rows.Features, cancellation);
        _lists = new AttributeLists(rows.Features, feature => _sparse?[feature] is null, cancellation);
    }

    /// <summary>Grows the tree.</summary>
    /// <returns>The tree, the prediction of each node (nodes × outputs), and each node's impurity times its share of the weight.</returns>
    public (Tree Tree, float[] Predictions, double[] Risks) Grow()
    {
        var open = new Stack<Open>();
        var root = new Open(AddNode(), 0, _rows.Rows, 0, [.. Enumerable.Range(0, _lists.Features)]);
        var canSplit = Describe(root);
        var total = _nodes[0].Cover;
        if (canSplit)
            open.Push(root);
        while (open.TryPop(out var next))
        {
            _cancellation.ThrowIfCancellationRequested();
            var whole = SumAll(next);
            var features = Varying(next);
            var split = Best(next, features, whole, _nodes[next.Node].Impurity);
            if (split.Feature < 0 || split.Gain < _options.MinGain * total)
                continue;

            Send(split, next);
            var count = _lists.PartRows(next.Start, next.Count);
            var node = AddNode();
            AddNode();
            _nodes[next.Node] = _nodes[next.Node] with
            {
                Feature = split.Feature, Threshold = split.Threshold, MissingLeft = split.MissingLeft, Gain = split.Gain, Left = node, Categories = split.Categories,
            };
            var left = new Open(node, next.Start, count, next.Depth + 1, features);
            var right = new Open(node + 1, next.Start + count, next.Count - count, next.Depth + 1, features);
            var (leftSplits, rightSplits) = (Describe(left), Describe(right));
            if (leftSplits || rightSplits)
                foreach (var feature in features)
                    if (_sparse?[feature] is null)
                        _lists.PartValues(feature, next.Start, next.Count);
            if (rightSplits)
                open.Push(right);
            if (leftSplits)
                open.Push(left);
        }

        return (Tree.From(_nodes), [.. _predictions], [.. _nodes.Select(node => node.Impurity / total)]);
    }

    /// <summary>Makes a node a leaf.</summary>
    /// <returns>Whether it may be split.</returns>
    private bool Describe(Open own)
    {
        Sum(own.Start, own.Count);
        var (impurity, weight) = (_absolute?.Impurity() ?? _whole.Impurity(), _whole.Weight);
        if (_absolute is null)
            _whole.Value(_prediction);
        else
            _prediction[0] = (float)_absolute.Median();
        for (var k = 0; k < _prediction.Length; k++)
            _predictions[own.Node * _prediction.Length + k] = _prediction[k];
        _nodes[own.Node] = new TreeNode { Feature = -1, Value = _prediction[^1], Cover = weight, Rows = own.Count, Impurity = impurity };
        return own.Depth < (_options.MaxDepth ?? int.MaxValue) && own.Count >= _options.MinRowsToSplit && own.Count >= 2 * _options.MinRowsPerLeaf
            && impurity > 1e-12 * weight;
    }

    private int AddNode()
    {
        _nodes.Add(default);
        for (var k = 0; k < _prediction.Length; k++)
            _predictions.Add(0);
        return _nodes.Count - 1;
    }

    private double Weight(int row) => _rows.Weights.Length == 0 ? 1 : _rows.Weights[row];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int start, int count)
    {
        _whole.Clear();
        foreach (var row in _lists.Rows(start, count))
            _whole.Add(_rows.Targets[row], Weight(row));
        _absolute?.Clear();
        if (_absolute is not null)
            foreach (var row in _lists.Rows(start, count))
                _absolute.Add(row, Weight(row));
    }

    /// <summary>The sums that cuts of the node are found from.</summary>
    private CellSums SumAll(Open own)
    {
        if (_moments is null || _hasCategories)
            Sum(own.Start, own.Count);
        if (_moments is null)
            return default;
        var rows = _lists.Rows(own.Start, own.Count);
        var whole = MomentsOf(rows);
        _sparse!.Sum(rows, _moments, _rows.Weights, whole);
        return whole;
    }

    /// <summary>The features, ascending, that are not constant in a node.</summary>
    private int[] Varying(Open own)
    {
        var varying = Array.FindAll(own.Features, feature =>
        {
            if (_sparse?[feature] is { } sparse)
                return _sparse.Varies(sparse);
            var list = _lists.Of(feature, own.Start, own.Count);
            return !list[0].Value.Equals(list[^1].Value);
        });
        return varying.Length == own.Features.Length ? own.Features : varying;
    }

    /// <summary>Says which way the node's rows go.</summary>
    private void Send(in ExactSplit split, Open own)
    {
        if (_sparse?[split.Feature] is { } sparse)
        {
            SendCells(split, sparse, _lists.Rows(own.Start, own.Count));
            return;
        }

        var list = _lists.Of(split.Feature, own.Start, own.Count);
        if (split.Categories is not null)
        {
            for (var i = 0; i < list.Length; i++)
                _lists.Send(list.Slice(i, 1), float.IsNaN(list[i].Value) ? split.MissingLeft : Array.BinarySearch(split.Categories, (int)list[i].Value) >= 0);
            return;
        }

        var present = list.Length - MissingAtEnd(list);
        var left = 0;
        while (left < present && list[left].Value <= split.Threshold)
            left++;
        _lists.Send(list[..left], left: true);
        _lists.Send(list[left..present], left: false);
        _lists.Send(list[present..], split.MissingLeft);
    }

    private static int MissingAtEnd(ReadOnlySpan<ValueOfRow> list)
    {
        var missing = 0;
        while (missing < list.Length && float.IsNaN(list[list.Length - 1 - missing].Value))
            missing++;
        return missing;
    }

    /// <summary>A node that may be split.</summary>
    /// <param name="Node">Its number.</param>
    /// <param name="Start">Where its rows begin.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Depth">The splits above it.</param>
    /// <param name="Features">The features that vary in its parent, ascending.</param>
    private readonly record struct Open(int Node, int Start, int Count, int Depth, int[] Features);
}
