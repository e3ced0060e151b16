using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Trees;

/// <summary>The sums over a node's rows from which its impurity follows: the weight of each class, or three moments of a number.</summary>
internal sealed class NodeSums(SplitCriterion criterion, int classes)
{
    private readonly double[] _sums = new double[classes > 0 ? classes : 3];

    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>The weight of the rows.</summary>
    public double Weight
    {
        get
        {
            if (classes == 0)
                return _sums[0];
            var weight = 0.0;
            foreach (var sum in _sums)
                weight += sum;
            return weight;
        }
    }

    /// <summary>Whether a leaf may hold these rows: a Poisson mean is above 0.</summary>
    public bool IsPossible => criterion != SplitCriterion.Poisson || _sums[1] > 0;

    public void Clear() => Array.Clear(_sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(float target, double weight)
    {
        if (classes > 0)
        {
            _sums[(int)target] += weight;
            return;
        }

        _sums[0] += weight;
        _sums[1] += weight * target;
        _sums[2] += weight * (criterion == SplitCriterion.Poisson ? (target > 0 ? target * Elementary.Log((double)target) : 0) : (double)target * target);
    }

    public void Add(NodeSums other)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += other._sums[i];
    }

    /// <summary>whole − part.</summary>
    public void SetDifference(NodeSums whole, NodeSums part)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] = whole._sums[i] - part._sums[i];
    }

    /// <summary>The impurity times the weight.</summary>
    public double Impurity()
    {
        var weight = Weight;
        if (weight <= 0)
            return 0;
        if (criterion == SplitCriterion.Squared)
            return Math.Max(0, _sums[2] - _sums[1] * _sums[1] / weight);
        if (criterion == SplitCriterion.Poisson)
            return _sums[1] > 0 ? Math.Max(0, _sums[2] - _sums[1] * Elementary.Log(_sums[1] / weight)) : 0;
        var sum = 0.0;
        foreach (var own in _sums)
            if (own > 0)
                sum += criterion == SplitCriterion.Gini ? own * own / weight : own * Elementary.Log(own / weight);
        return Math.Max(0, criterion == SplitCriterion.Gini ? weight - sum : -sum / Elementary.Log(2));
    }

    /// <summary>What a leaf predicts: the share of each class, or the mean.</summary>
    public void Value(Span<float> value)
    {
        var weight = Math.Max(Weight, double.Epsilon);
        if (classes == 0)
            value[0] = (float)(_sums[1] / weight);
        else
            for (var k = 0; k < classes; k++)
                value[k] = (float)(_sums[k] / weight);
    }
}
