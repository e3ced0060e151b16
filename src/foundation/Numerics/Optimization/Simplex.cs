namespace Kirana.Numerics.Optimization;

/// <summary>The n + 1 points of <see cref="NelderMead"/>, best first.</summary>
internal sealed class Simplex
{
    private readonly Func<ReadOnlySpan<double>, double> _f;
    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly double[] _centroid;
    private readonly double _expansion;
    private readonly double _contraction;
    private readonly double _shrinkage;
    private double[] _trial;
    private double[] _second;
    private int _evaluations;

    public Simplex(Func<ReadOnlySpan<double>, double> f, ReadOnlySpan<double> start, ReadOnlySpan<double> steps)
    {
        var n = start.Length;
        _f = f;
        _centroid = new double[n];
        _trial = new double[n];
        _second = new double[n];
        // The factors of Gao and Han are made for n ≥ 2.
        var dimensions = Math.Max(n, 2);
        _expansion = 1 + 2.0 / dimensions;
        _contraction = 0.75 - 0.5 / dimensions;
        _shrinkage = 1 - 1.0 / dimensions;
        _points = new double[n + 1][];
        _values = new double[n + 1];
        for (var i = 0; i <= n; i++)
        {
            _points[i] = start.ToArray();
            if (i > 0)
                _points[i][i - 1] += steps[i - 1];
            _values[i] = Evaluate(_points[i]);
        }

        Sort();
    }

    public Minimum Descend(double tolerance, int maxEvaluations)
    {
        var last = _points.Length - 1;
        while (!IsSmall(tolerance))
        {
            if (_evaluations >= maxEvaluations)
                return new Minimum(_points[0], _values[0], _evaluations, Converged: false);
            FindCentroid();
            var reflected = Try(1, _trial);
            if (reflected < _values[0])
            {
                var expanded = Try(_expansion, _second);
                if (expanded < reflected)
                    Replace(ref _second, expanded);
                else
                    Replace(ref _trial, reflected);
            }
            else if (reflected < _values[last - 1])
            {
                Replace(ref _trial, reflected);
            }
            else
            {
                var outside = reflected < _values[last];
                var contracted = Try(outside ? _contraction : -_contraction, _second);
                if (contracted < (outside ? reflected : _values[last]))
                    Replace(ref _second, contracted);
                else
                    Shrink();
            }
        }

        return new Minimum(_points[0], _values[0], _evaluations, Converged: true);
    }

    /// <summary>The value at centroid + factor·(centroid − worst).</summary>
    private double Try(double factor, double[] point)
    {
        var worst = _points[^1];
        for (var i = 0; i < point.Length; i++)
            point[i] = _centroid[i] + factor * (_centroid[i] - worst[i]);
        return Evaluate(point);
    }

    /// <summary>Puts a point in the place of the worst and the worst's memory in the place of the point.</summary>
    private void Replace(ref double[] point, double value)
    {
        (_points[^1], point) = (point, _points[^1]);
        _values[^1] = value;
        Sort();
    }

    private void Shrink()
    {
        var best = _points[0];
        for (var p = 1; p < _points.Length; p++)
        {
            var point = _points[p];
            for (var i = 0; i < point.Length; i++)
                point[i] = best[i] + _shrinkage * (point[i] - best[i]);
            _values[p] = Evaluate(point);
        }

        Sort();
    }

    private void FindCentroid()
    {
        Array.Clear(_centroid);
        for (var p = 0; p < _points.Length - 1; p++)
            for (var i = 0; i < _centroid.Length; i++)
                _centroid[i] += _points[p][i];
        for (var i = 0; i < _centroid.Length; i++)
            _centroid[i] /= _points.Length - 1;
    }

    private bool IsSmall(double tolerance)
    {
        var best = _points[0];
        if (!(_values[^1] - _values[0] <= tolerance * (1 + Math.Abs(_values[0]))))
            return false;
        for (var p = 1; p < _points.Length; p++)
            for (var i = 0; i < best.Length; i++)
                if (Math.Abs(_points[p][i] - best[i]) > tolerance * (1 + Math.Abs(best[i])))
                    return false;
        return true;
    }

    /// <summary>A stable insertion sort, so that equal values keep their order and the way is deterministic.</summary>
    private void Sort()
    {
        for (var i = 1; i < _values.Length; i++)
            for (var j = i; j > 0 && _values[j] < _values[j - 1]; j--)
            {
                (_values[j], _values[j - 1]) = (_values[j - 1], _values[j]);
                (_points[j], _points[j - 1]) = (_points[j - 1], _points[j]);
            }
    }

    private double Evaluate(double[] point)
    {
        _evaluations++;
        var value = _f(point);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
