using Kirana.Learn.Trees;

namespace Kirana.Learn.Explanation;

/// <summary>Shapley values of one tree for a row against another row: unknown features take the other row's values.</summary>
/// <remarks>Lundberg et al. 2020, algorithm 3 ("interventional"): O(nodes) for each pair of rows. A leaf that is reached when a features come
/// from the row and b from the other counts (a − 1)!·b!/(a + b)! for the former and −a!·(b − 1)!/(a + b)! for the latter.</remarks>
internal ref struct BackgroundShap
{
    private readonly Tree _tree;
    private readonly ReadOnlySpan<float> _values;
    private readonly ReadOnlySpan<float> _row;
    private readonly ReadOnlySpan<float> _other;
    private readonly Span<double> _contributions;
    private readonly Span<sbyte> _side;

    /// <summary>Prepares one pair of rows.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="values">The value of each node.</param>
    /// <param name="row">The row to explain.</param>
    /// <param name="other">The row it is compared with.</param>
    /// <param name="contributions">The sums to add to.</param>
    /// <param name="side">One for each feature, all 0; all 0 again afterwards.</param>
    public BackgroundShap(Tree tree, ReadOnlySpan<float> values, ReadOnlySpan<float> row, ReadOnlySpan<float> other, Span<double> contributions, Span<sbyte> side)
    {
        _tree = tree;
        _values = values;
        _row = row;
        _other = other;
        _contributions = contributions;
        _side = side;
    }

    /// <summary>Adds what each feature contributes to value(row) − value(other).</summary>
    public readonly void Add() => Descend(0, 0, 0);

    private readonly (double FromRow, double FromOther) Descend(int node, int fromRow, int fromOther)
    {
        if (_tree.IsLeaf(node))
            return (fromRow == 0 ? 0 : _values[node] * Weight(fromRow, fromOther), fromOther == 0 ? 0 : -_values[node] * Weight(fromOther, fromRow));
        var feature = _tree.Feature[node];
        var left = _tree.Left[node];
        var own = left + (_tree.GoesLeft(node, _row[feature]) ? 0 : 1);
        var others = left + (_tree.GoesLeft(node, _other[feature]) ? 0 : 1);
        if (own == others || _side[feature] != 0)
            return Descend(_side[feature] < 0 ? others : own, fromRow, fromOther);
        _side[feature] = 1;
        var (a, b) = Descend(own, fromRow + 1, fromOther);
        _side[feature] = -1;
        var (c, d) = Descend(others, fromRow, fromOther + 1);
        _side[feature] = 0;
        _contributions[feature] += a + d;
        return (a + c, b + d);
    }

    /// <summary>(a − 1)!·b!/(a + b)!.</summary>
    private static double Weight(int a, int b)
    {
        // 1 / (a · (a + b choose b)).
        var weight = 1.0 / a;
        for (var i = 1; i <= b; i++)
            weight *= i / (double)(a + i);
        return weight;
    }
}
