using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

/// <summary>Grows a CART tree on presorted features: each node scans every value its rows have.</summary>
/// <remarks>Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, ch. 2–4. The order of each feature's values
/// is sorted once and parted stably at every split (as in Mehta, Agrawal and Rissanen, "SLIQ", EDBT 1996), so a level costs
/// O(rows · features). Missing values stand at the end of their feature's order; both sides are tried for them. Categories are put into
/// the order of their mean target, of several classes by the share of each class in turn, and cut like numbers (Fisher, "On grouping for
/// maximum homogeneity", JASA 1958).</remarks>
internal sealed partial class ExactGrower
{
    private readonly DecisionTree _options;
    private readonly LabelledRows _rows;
    private readonly int _classes;
    private readonly CancellationToken _cancellation;
    private readonly float[][] _values;
    private readonly int[][] _orders;
    private readonly int[] _moved;
    private readonly bool[] _goesLeft;
    private readonly NodeSums _whole;
    private readonly NodeSums _left;
    private readonly NodeSums _right;
    private readonly NodeSums _missing;
    private readonly AbsoluteSums? _absolute;
    private readonly double[] _rightImpurities;
    private readonly SplitCriterion _criterion;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _predictions = [];

    public ExactGrower(DecisionTree options, SplitCriterion criterion, LabelledRows rows, int classes, CancellationToken cancellation)
    {
        (_options, _rows, _classes, _cancellation) = (options, rows, classes, cancellation);
        (_whole, _left, _right, _missing) = (new(criterion, classes), new(criterion, classes), new(criterion, classes), new(criterion, classes));
        (_moved, _goesLeft) = (new int[rows.Rows], new bool[rows.Rows]);
        (_criterion, _absolute) = (criterion, criterion == SplitCriterion.Absolute ? new AbsoluteSums(rows.Targets) : null);
        _rightImpurities = _absolute is null ? [] : new double[rows.Rows];
        _values = new float[rows.Features.Features][];
        _orders = new int[_values.Length][];
        for (var f = 0; f < _values.Length; f++)
        {
            cancellation.ThrowIfCancellationRequested();
            (_values[f], _orders[f]) = (new float[rows.Rows], [.. Enumerable.Range(0, rows.Rows)]);
            rows.Features.Read(f, 0, _values[f]);
            if (rows.Features.Columns[f].IsCategorical)
                CategoryCodes.Check(rows.Features.Columns[f].Name, _values[f]);
            // NaN sorts first: give it the last place. Equal values keep the order of their rows.
            var keys = Array.ConvertAll(_values[f], v => (float.IsNaN(v) ? 1 : 0, v));
            var order = _orders[f];
            Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is var c && c != 0 ? c : a.CompareTo(b));
        }
    }

    /// <summary>Grows the tree.</summary>
    /// <returns>The tree, the prediction of each node (nodes × outputs), and each node's impurity times its share of the weight.</returns>
    public (Tree Tree, float[] Predictions, double[] Risks) Grow()
    {
        AddNode();
        var open = new Stack<(int Node, int Start, int Count, int Depth)>();
        open.Push((0, 0, _rows.Rows, 0));
        var total = 0.0;
        while (open.TryPop(out var next))
        {
            _cancellation.ThrowIfCancellationRequested();
            var (node, start, count, depth) = next;
            Sum(start, count);
            var (impurity, weight) = (_absolute?.Impurity() ?? _whole.Impurity(), _whole.Weight);
            total = node == 0 ? weight : total;
            var outputs = Math.Max(1, _classes);
            var prediction = new float[outputs];
            if (_absolute is null)
                _whole.Value(prediction);
            else
                prediction[0] = (float)_absolute.Median();
            for (var k = 0; k < outputs; k++)
                _predictions[node * outputs + k] = prediction[k];
            _nodes[node] = new TreeNode { Feature = -1, Value = prediction[^1], Cover = weight, Rows = count, Impurity = impurity };

            if (depth >= (_options.MaxDepth ?? int.MaxValue) || count < _options.MinRowsToSplit || count < 2 * _options.MinRowsPerLeaf || impurity <= 1e-12 * weight)
                continue;
            if (Best(start, count, impurity) is not { } split || split.Gain < _options.MinGain * total)
                continue;
            var left = Part(split, start, count);
            _nodes[node] = _nodes[node] with
            {
                Feature = split.Feature, Threshold = split.Threshold, MissingLeft = split.MissingLeft, Gain = split.Gain, Left = AddNode(),
                Categories = split.Categories,
            };
            AddNode();
            open.Push((_nodes[node].Left + 1, start + left, count - left, depth + 1));
            open.Push((_nodes[node].Left, start, left, depth + 1));
        }

        return (Tree.From(_nodes), [.. _predictions], [.. _nodes.Select(node => node.Impurity / total)]);
    }

    private int AddNode()
    {
        _nodes.Add(default);
        for (var k = 0; k < Math.Max(1, _classes); k++)
            _predictions.Add(0);
        return _nodes.Count - 1;
    }

    private double Weight(int row) => _rows.Weights.Length == 0 ? 1 : _rows.Weights[row];

    private void Sum(int start, int count)
    {
        _whole.Clear();
        // The same order as in every scan of the first feature, whatever the threads.
        foreach (var row in _orders[0].AsSpan(start, count))
            _whole.Add(_rows.Targets[row], Weight(row));
        _absolute?.Clear();
        if (_absolute is not null)
            foreach (var row in _orders[0].AsSpan(start, count))
                _absolute.Add(row, Weight(row));
    }

    private int Part(ExactSplit split, int start, int count)
    {
        var values = _values[split.Feature];
        foreach (var row in _orders[0].AsSpan(start, count))
            _goesLeft[row] = float.IsNaN(values[row]) ? split.MissingLeft
                : split.Categories is null ? values[row] <= split.Threshold : Array.BinarySearch(split.Categories, (int)values[row]) >= 0;
        var left = 0;
        foreach (var whole in _orders)
        {
            var order = whole.AsSpan(start, count);
            (left, var rights) = (0, 0);
            foreach (var row in order)
                if (_goesLeft[row])
                    order[left++] = row;
                else
                    _moved[rights++] = row;
            _moved.AsSpan(0, rights).CopyTo(order[left..]);
        }

        return left;
    }

    private sealed record ExactSplit(int Feature, float Threshold, bool MissingLeft, double Gain, int[]? Categories);
}
