using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

internal sealed partial class ExactGrower
{
    private ExactSplit? Best(int start, int count, double impurity)
    {
        ExactSplit? best = null;
        for (var f = 0; f < _values.Length; f++)
        {
            var order = _orders[f].AsSpan(start, count);
            var present = order.Length;
            _missing.Clear();
            while (present > 0 && float.IsNaN(_values[f][order[present - 1]]))
            {
                present--;
                _missing.Add(_rows.Targets[order[present]], Weight(order[present]));
            }

            if (_rows.Features.Columns[f].IsCategorical)
                for (var k = 0; k < Math.Max(1, _classes); k++)
                    ScanBothWays(f, [.. ByMean(_values[f], order[..present], k), .. order[present..]], present, impurity, ref best);
            else
                ScanBothWays(f, order, present, impurity, ref best);
        }

        return best;
    }

    /// <summary>Rows of one code side by side, codes by the mean of their targets, or by their share of a class.</summary>
    private int[] ByMean(float[] codes, ReadOnlySpan<int> rows, int k)
    {
        var sums = new Dictionary<float, (double Weight, double Target)>();
        foreach (var row in rows)
        {
            var (weight, target) = sums.GetValueOrDefault(codes[row]);
            var own = _classes == 0 ? _rows.Targets[row] : _rows.Targets[row] == k ? 1 : 0;
            sums[codes[row]] = (weight + Weight(row), target + Weight(row) * own);
        }

        return [.. rows.ToArray().OrderBy(row => sums[codes[row]] is var (weight, target) && weight > 0 ? target / weight : 0).ThenBy(row => codes[row])];
    }

    private void ScanBothWays(int feature, ReadOnlySpan<int> rows, int present, double impurity, ref ExactSplit? best)
    {
        Scan(feature, rows, present, impurity, missingLeft: false, ref best);
        if (present < rows.Length)
            Scan(feature, rows, present, impurity, missingLeft: true, ref best);
    }

    /// <summary>Tries every cut between rows of different values.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="rows">The node's rows in the order to be cut, those that lack the value at the end.</param>
    /// <param name="present">How many have the value.</param>
    /// <param name="impurity">The node's impurity.</param>
    /// <param name="missingLeft">Where rows that lack the value go.</param>
    /// <param name="best">The best split so far.</param>
    private void Scan(int feature, ReadOnlySpan<int> rows, int present, double impurity, bool missingLeft, ref ExactSplit? best)
    {
        var values = _values[feature];
        var missing = rows.Length - present;
        if (_absolute is not null)
            FillRightImpurities(rows, present, missingLeft);
        _left.Clear();
        if (missingLeft)
            _left.Add(_missing);
        for (var i = 0; i < present; i++)
        {
            _left.Add(_rows.Targets[rows[i]], Weight(rows[i]));
            _absolute?.Add(rows[i], Weight(rows[i]));
            var isLast = i + 1 == present;
            if (isLast ? missing == 0 || missingLeft : values[rows[i]] == values[rows[i + 1]])
                continue;
            var leftRows = i + 1 + (missingLeft ? missing : 0);
            if (leftRows < _options.MinRowsPerLeaf || rows.Length - leftRows < _options.MinRowsPerLeaf)
                continue;
            if (Children(i) is not { } children)
                continue;
            var gain = impurity - children;
            // Rounding alone is no gain, and does not decide between features.
            if (gain <= 1e-12 * impurity || (best is not null && gain <= best.Gain * (1 + 1e-12)))
                continue;
            var followsMajority = missing > 0 ? missingLeft : 2 * leftRows >= rows.Length;
            if (_rows.Features.Columns[feature].IsCategorical)
                best = new ExactSplit(feature, float.NaN, missing > 0 && missingLeft, gain, Codes(values, rows[..(i + 1)], rows[(i + 1)..present], missing, leftRows));
            else
                best = new ExactSplit(feature, isLast ? float.PositiveInfinity : NumericCuts.Middle(values[rows[i]], values[rows[i + 1]]), followsMajority, gain, null);
        }
    }

    /// <summary>The impurities of both children, or none where a child may not hold its rows.</summary>
    private double? Children(int lastLeft)
    {
        if (_absolute is not null)
            return _absolute.Impurity() + _rightImpurities[lastLeft];
        _right.SetDifference(_whole, _left);
        return _left.IsPossible && _right.IsPossible ? _left.Impurity() + _right.Impurity() : null;
    }

    /// <summary>The codes that go left. Codes the node did not see go right: let that be the majority where no row's way depends on it.</summary>
    private static int[] Codes(float[] values, ReadOnlySpan<int> left, ReadOnlySpan<int> right, int missing, int leftRows)
    {
        var side = missing == 0 && 2 * leftRows > left.Length + right.Length ? right : left;
        return [.. side.ToArray().Select(row => (int)values[row]).Distinct().Order()];
    }

    /// <summary>Sums of distances are not differences of sums: those of all right children are found from the last row on; leaves the
    /// sums with the rows that go left from the start.</summary>
    private void FillRightImpurities(ReadOnlySpan<int> rows, int present, bool missingLeft)
    {
        _absolute!.Clear();
        if (!missingLeft)
            AddAbsolute(rows[present..]);
        for (var i = present - 1; i >= 0; i--)
        {
            _rightImpurities[i] = _absolute.Impurity();
            _absolute.Add(rows[i], Weight(rows[i]));
        }

        _absolute.Clear();
        if (missingLeft)
            AddAbsolute(rows[present..]);
    }

    private void AddAbsolute(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            _absolute!.Add(row, Weight(row));
    }
}
