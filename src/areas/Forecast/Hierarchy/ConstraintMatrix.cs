using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Hierarchy;

/// <summary>K = C·diag(d)·Cᵀ, with C one row an aggregate: 1 for itself, −1 for its parts. Sparse; (aggregates × aggregates).</summary>
/// <remarks>Aggregates meet where one is part of the other, and where they share a part. In a tree only the first happens, so that
/// elimination from the leaves to the top fills nothing in. Where parts are shared that elimination, along each series' first parent,
/// leaves their products out and so is no inverse but a preconditioner: still positive definite, for its diagonal dominates.</remarks>
internal sealed class ConstraintMatrix
{
    private readonly int _count;
    private readonly double[] _diagonal;
    private readonly int[] _first;
    private readonly int[] _second;
    private readonly double[] _value;
    private readonly int[] _parent;
    private readonly double[] _pull;
    private readonly double[] _pivot;

    /// <param name="pattern">Which aggregates meet.</param>
    /// <param name="diagonal">d, positive, one number each series.</param>
    /// <param name="absent">Bottom series that are left out, by their place among the bottom; none if empty.</param>
    public ConstraintMatrix(ConstraintPattern pattern, ReadOnlySpan<double> diagonal, ReadOnlySpan<bool> absent)
    {
        var hierarchy = pattern.Hierarchy;
        _count = hierarchy.AggregateCount;
        _diagonal = diagonal[.._count].ToArray();
        _parent = new int[_count];
        (_first, _second, _value) = (pattern.First, pattern.Second, new double[pattern.First.Length]);
        for (var i = 0; i < hierarchy.Count; i++)
        {
            var parents = hierarchy.ParentsOf(i);
            if (i < _count)
                _parent[i] = parents.IsEmpty ? -1 : parents[0];
            else if (!absent.IsEmpty && absent[i - _count])
                continue;
            var pairs = pattern.PairsOf(i);
            for (var k = 0; k < parents.Length; k++)
            {
                _diagonal[parents[k]] += diagonal[i];
                foreach (var pair in pairs[..k])
                    _value[pair] += diagonal[i];
                if (i < _count)
                    _value[pairs[k]] -= diagonal[i];
                pairs = pairs[(i < _count ? k + 1 : k)..];
            }
        }

        _pivot = (double[])_diagonal.Clone();
        _pull = new double[_count];
        for (var i = _count - 1; i >= 0; i--)
        {
            _pull[i] = diagonal[i] / _pivot[i];
            if (_parent[i] >= 0)
                _pivot[_parent[i]] -= diagonal[i] * _pull[i];
        }
    }

    /// <summary>result ← K·x.</summary>
    /// <param name="x">(aggregates × columns).</param>
    /// <param name="result">(aggregates × columns), overwritten.</param>
    /// <param name="columns">The number of columns.</param>
    public void Multiply(ReadOnlySpan<double> x, Span<double> result, int columns)
    {
        if (columns == 1)
        {
            Multiply(x, result);
            return;
        }

        x.CopyTo(result);
        for (var i = 0; i < _count; i++)
            Scale.By(_diagonal[i], result.Slice(i * columns, columns));
        for (var k = 0; k < _value.Length; k++)
        {
            var (first, second) = (_first[k] * columns, _second[k] * columns);
            Axpy.Add(_value[k], x.Slice(second, columns), result.Slice(first, columns));
            Axpy.Add(_value[k], x.Slice(first, columns), result.Slice(second, columns));
        }
    }

    /// <summary>One column: the same sums without a call for each number.</summary>
    private void Multiply(ReadOnlySpan<double> x, Span<double> result)
    {
        for (var i = 0; i < _count; i++)
            result[i] = _diagonal[i] * x[i];
        for (var k = 0; k < _value.Length; k++)
        {
            var (first, second, value) = (_first[k], _second[k], _value[k]);
            result[first] = Math.FusedMultiplyAdd(value, x[second], result[first]);
            result[second] = Math.FusedMultiplyAdd(value, x[first], result[second]);
        }
    }

    /// <summary>x ← x solved by elimination along the first parents: K⁻¹·x in a tree.</summary>
    /// <param name="x">(aggregates × columns).</param>
    /// <param name="columns">The number of columns.</param>
    public void Eliminate(Span<double> x, int columns)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            var row = x.Slice(i * columns, columns);
            if (_parent[i] >= 0)
                Axpy.Add(_pull[i], row, x.Slice(_parent[i] * columns, columns));
            Scale.By(1 / _pivot[i], row);
        }

        for (var i = 0; i < _count; i++)
            if (_parent[i] >= 0)
                Axpy.Add(_pull[i], x.Slice(_parent[i] * columns, columns), x.Slice(i * columns, columns));
    }
}
