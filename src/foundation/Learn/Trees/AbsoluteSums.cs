namespace Kirana.Learn.Trees;

/// <summary>Weighted targets to which rows are added one by one, whose median and sum of absolute distances from it are known at any time.</summary>
/// <remarks>Two Fenwick trees over the ranks of targets (Fenwick, "A new data structure for cumulative frequency tables", 1994):
/// O(log rows) for each addition and each question.</remarks>
internal sealed class AbsoluteSums
{
    private readonly int[] _rankOf;
    private readonly float[] _values;
    private readonly double[] _weights;
    private readonly double[] _sums;
    private readonly List<(int Row, double Weight)> _added = [];
    private readonly int _top;

    /// <summary>Begins with no row of a table.</summary>
    /// <param name="targets">The targets of all rows that may be added.</param>
    public AbsoluteSums(float[] targets)
    {
        _values = [.. targets.Distinct().Order()];
        _rankOf = Array.ConvertAll(targets, target => Array.BinarySearch(_values, target));
        (_weights, _sums) = (new double[_values.Length + 1], new double[_values.Length + 1]);
        _top = 1;
        while (2 * _top <= _values.Length)
            _top *= 2;
    }

    /// <summary>The weight of the rows.</summary>
    public double Weight { get; private set; }

    private double Sum { get; set; }

    public void Clear()
    {
        foreach (var (row, _) in _added)
            for (var at = _rankOf[row] + 1; at < _weights.Length && (_weights[at] != 0 || _sums[at] != 0); at += at & -at)
                (_weights[at], _sums[at]) = (0, 0);
        _added.Clear();
        (Weight, Sum) = (0, 0);
    }

    public void Add(int row, double weight)
    {
        var rank = _rankOf[row];
        _added.Add((row, weight));
        var sum = weight * _values[rank];
        for (var at = rank + 1; at < _weights.Length; at += at & -at)
        {
            _weights[at] += weight;
            _sums[at] += sum;
        }

        Weight += weight;
        Sum += sum;
    }

    /// <summary>The weighted median; the middle between two targets where each side has half of the weight.</summary>
    public double Median()
    {
        var (rank, below, _) = Descend();
        var own = _values[Math.Min(rank, _values.Length - 1)];
        // Everything up to this rank may be exactly half: then any number up to the next target is a median.
        var through = below + WeightAt(rank);
        if (Math.Abs(2 * through - Weight) > 1e-12 * Weight)
            return own;
        var next = rank + 1;
        while (next < _values.Length && WeightAt(next) <= 0)
            next++;
        return next < _values.Length ? ((double)own + _values[next]) / 2 : own;
    }

    /// <summary>Σ weight · |target − median|.</summary>
    public double Impurity()
    {
        if (Weight <= 0)
            return 0;
        var (rank, below, sumBelow) = Descend();
        double median = _values[Math.Min(rank, _values.Length - 1)];
        return Math.Max(0, median * below - sumBelow + (Sum - sumBelow) - median * (Weight - below));
    }

    /// <summary>The rank of the least target with half of the weight at or below it, and what lies below that rank.</summary>
    private (int Rank, double Below, double SumBelow) Descend()
    {
        var (at, weight, sum, half) = (0, 0.0, 0.0, Weight / 2);
        for (var step = _top; step > 0; step /= 2)
            if (at + step < _weights.Length && weight + _weights[at + step] < half * (1 - 1e-12))
            {
                at += step;
                (weight, sum) = (weight + _weights[at], sum + _sums[at]);
            }

        return (at, weight, sum);
    }

    private double WeightAt(int rank)
    {
        var weight = 0.0;
        for (var at = rank + 1; at > 0; at -= at & -at)
            weight += _weights[at];
        for (var at = rank; at > 0; at -= at & -at)
            weight -= _weights[at];
        // The difference of two sums may leave a crumb.
        return Math.Abs(weight) > 1e-12 * Weight ? weight : 0;
    }
}
