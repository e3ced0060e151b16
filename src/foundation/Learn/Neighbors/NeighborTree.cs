namespace Kirana.Learn.Neighbors;

/// <summary>A k-d tree: boxes halved along their longest side, so that whole boxes can be passed by.</summary>
/// <remarks>Friedman, Bentley and Finkel, "An algorithm for finding best matches in logarithmic expected time", ACM TOMS 3 (1977). Distances are the same bits as without
/// a tree, and a box is passed by only if it lies farther by more than rounding can err.</remarks>
internal sealed class NeighborTree
{
    private const int LeafRows = 24;
    private const double Slack = 1 - 1e-5;

    private readonly float[] _values;
    private readonly int _features;
    private readonly NeighborMetric _metric;
    private readonly int[] _order;
    private readonly List<Node> _nodes = [];
    private readonly List<float> _boxes = [];

    public NeighborTree(float[] values, int features, NeighborMetric metric)
    {
        (_features, _metric) = (features, metric);
        _order = [.. Enumerable.Range(0, values.Length / features)];
        Build(values, 0, _order.Length);
        _values = new float[values.Length];
        for (var i = 0; i < _order.Length; i++)
            values.AsSpan(_order[i] * features, features).CopyTo(_values.AsSpan(i * features));
    }

    /// <summary>The nearest rows of a query.</summary>
    public void Find(ReadOnlySpan<float> query, ref NearestRows found) => Visit(0, query, ref found);

    private void Visit(int place, ReadOnlySpan<float> query, ref NearestRows found)
    {
        var node = _nodes[place];
        if (node.Right == 0)
        {
            for (var i = node.Start; i < node.End; i++)
                found.Add(Distance(query, _values.AsSpan(i * _features, _features)), _order[i]);
            return;
        }

        var (left, right) = (Bound(place + 1, query), Bound(node.Right, query));
        var (near, far, farBound) = left <= right ? (place + 1, node.Right, right) : (node.Right, place + 1, left);
        if (Math.Min(left, right) * Slack <= found.Worst)
            Visit(near, query, ref found);
        if (farBound * Slack <= found.Worst)
            Visit(far, query, ref found);
    }

    private float Distance(ReadOnlySpan<float> query, ReadOnlySpan<float> row)
    {
        var sum = 0f;
        for (var f = 0; f < row.Length; f++)
        {
            var difference = row[f] - query[f];
            sum = _metric == NeighborMetric.Euclidean ? float.FusedMultiplyAdd(difference, difference, sum) : sum + MathF.Abs(difference);
        }

        return sum;
    }

    /// <summary>The distance of a query from a box.</summary>
    private double Bound(int place, ReadOnlySpan<float> query)
    {
        var sum = 0.0;
        for (var f = 0; f < query.Length; f++)
        {
            var (low, high) = (_boxes[2 * (place * _features + f)], _boxes[2 * (place * _features + f) + 1]);
            var outside = query[f] < low ? (double)low - query[f] : query[f] > high ? (double)query[f] - high : 0;
            sum += _metric == NeighborMetric.Euclidean ? outside * outside : outside;
        }

        return sum;
    }

    private void Build(float[] values, int start, int end)
    {
        var (place, widest, longest) = (_nodes.Count, 0, -1.0);
        _nodes.Add(new Node(start, end, 0));
        for (var f = 0; f < _features; f++)
        {
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var i = start; i < end; i++)
                (low, high) = (Math.Min(low, values[_order[i] * _features + f]), Math.Max(high, values[_order[i] * _features + f]));
            _boxes.Add(low);
            _boxes.Add(high);
            if ((double)high - low > longest)
                (widest, longest) = (f, (double)high - low);
        }

        if (end - start <= LeafRows || !(longest > 0))
            return;
        var keys = new float[end - start];
        for (var i = start; i < end; i++)
            keys[i - start] = values[_order[i] * _features + widest];
        keys.AsSpan().Sort(_order.AsSpan(start, end - start));
        var middle = start + (end - start) / 2;
        Build(values, start, middle);
        _nodes[place] = new Node(start, end, _nodes.Count);
        Build(values, middle, end);
    }

    private readonly record struct Node(int Start, int End, int Right);
}
