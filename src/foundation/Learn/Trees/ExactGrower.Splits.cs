using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

internal sealed partial class ExactGrower
{
    /// <summary>The best split of a node; none where none gains more than rounding alone may.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ExactSplit Best(Open own, int[] features, in CellSums whole, double impurity)
    {
        var best = new ExactSplit { Feature = -1, Gain = 1e-12 * impurity };
        foreach (var feature in features)
        {
            if (_sparse?[feature] is { } sparse)
            {
                ScanCells(feature, sparse, whole, ref best);
                continue;
            }

            var list = _lists.Of(feature, own.Start, own.Count);
            if (_rows.Features.Columns[feature].IsCategorical)
                ScanCategories(feature, list, impurity, ref best);
            else if (_moments is not null)
                ScanMoments(feature, list, whole, ref best);
            else
                ScanBothWays(feature, list, list.Length - MissingAtEnd(list), impurity, ref best);
        }

        return best;
    }

    private void ScanCategories(int feature, ReadOnlySpan<ValueOfRow> list, double impurity, ref ExactSplit best)
    {
        var present = list.Length - MissingAtEnd(list);
        for (var k = 0; k < Math.Max(1, _classes); k++)
            ScanBothWays(feature, [.. ByMean(list[..present], k), .. list[present..]], present, impurity, ref best);
    }

    /// <summary>Rows of one code side by side, codes by the mean of their targets, or by their share of a class.</summary>
    private ValueOfRow[] ByMean(ReadOnlySpan<ValueOfRow> codes, int k)
    {
        var sums = new Dictionary<float, (double Weight, double Target)>();
        foreach (var (code, row) in codes)
        {
            var (weight, target) = sums.GetValueOrDefault(code);
            var own = _classes == 0 ? _rows.Targets[row] : _rows.Targets[row] == k ? 1 : 0;
            sums[code] = (weight + Weight(row), target + Weight(row) * own);
        }

        return [.. codes.ToArray().OrderBy(own => sums[own.Value] is var (weight, target) && weight > 0 ? target / weight : 0).ThenBy(own => own.Value)];
    }

    private void ScanBothWays(int feature, ReadOnlySpan<ValueOfRow> list, int present, double impurity, ref ExactSplit best)
    {
        _missing.Clear();
        foreach (var own in list[present..])
            _missing.Add(_rows.Targets[own.Row], Weight(own.Row));
        Scan(feature, list, present, impurity, missingLeft: false, ref best);
        if (present < list.Length)
            Scan(feature, list, present, impurity, missingLeft: true, ref best);
    }

    /// <summary>Tries every cut between rows of different values.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="list">The node's rows in the order to be cut, those that lack the value at the end.</param>
    /// <param name="present">How many have the value.</param>
    /// <param name="impurity">The node's impurity.</param>
    /// <param name="missingLeft">Where rows that lack the value go.</param>
    /// <param name="best">The best split so far.</param>
    private void Scan(int feature, ReadOnlySpan<ValueOfRow> list, int present, double impurity, bool missingLeft, ref ExactSplit best)
    {
        var missing = list.Length - present;
        if (_absolute is not null)
            FillRightImpurities(list, present, missingLeft);
        _left.Clear();
        if (missingLeft)
            _left.Add(_missing);
        for (var i = 0; i < present; i++)
        {
            var (value, row) = list[i];
            _left.Add(_rows.Targets[row], Weight(row));
            _absolute?.Add(row, Weight(row));
            var isLast = i + 1 == present;
            if (isLast ? missing == 0 || missingLeft : value == list[i + 1].Value)
                continue;
            var leftRows = i + 1 + (missingLeft ? missing : 0);
            if (leftRows < _options.MinRowsPerLeaf || list.Length - leftRows < _options.MinRowsPerLeaf)
                continue;
            if (Children(i) is not { } children)
                continue;
            // Rounding alone does not decide between cuts.
            var gain = impurity - children;
            if (gain <= best.Gain * (1 + 1e-12))
                continue;
            var isCategorical = _rows.Features.Columns[feature].IsCategorical;
            best = new ExactSplit
            {
                Feature = feature,
                Gain = gain,
                MissingLeft = missing > 0 ? missingLeft : !isCategorical && 2 * leftRows >= list.Length,
                Threshold = isCategorical ? float.NaN : isLast ? float.PositiveInfinity : NumericCuts.Middle(value, list[i + 1].Value),
                Categories = isCategorical ? Codes(list[..(i + 1)], list[(i + 1)..present], missing, leftRows) : null,
            };
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
    private static int[] Codes(ReadOnlySpan<ValueOfRow> left, ReadOnlySpan<ValueOfRow> right, int missing, int leftRows)
    {
        var side = missing == 0 && 2 * leftRows > left.Length + right.Length ? right : left;
        return [.. side.ToArray().Select(own => (int)own.Value).Distinct().Order()];
    }

    /// <summary>Sums of distances are not differences of sums: those of all right children are found from the last row on; leaves the
    /// sums with the rows that go left from the start.</summary>
    private void FillRightImpurities(ReadOnlySpan<ValueOfRow> list, int present, bool missingLeft)
    {
        _absolute!.Clear();
        if (!missingLeft)
            AddAbsolute(list[present..]);
        for (var i = present - 1; i >= 0; i--)
        {
            _rightImpurities[i] = _absolute.Impurity();
            _absolute.Add(list[i].Row, Weight(list[i].Row));
        }

        _absolute.Clear();
        if (missingLeft)
            AddAbsolute(list[present..]);
    }

    private void AddAbsolute(ReadOnlySpan<ValueOfRow> list)
    {
        foreach (var own in list)
            _absolute!.Add(own.Row, Weight(own.Row));
    }
}
