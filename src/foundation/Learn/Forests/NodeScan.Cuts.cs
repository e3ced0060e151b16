using System.Runtime.CompilerServices;

namespace Kirana.Learn.Forests;

internal sealed partial class NodeScan
{
    /// <summary>Looks at the one cut of a feature of two bins, given the sums of the second.</summary>
    /// <returns>Whether the feature varies in the node.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTwo(int feature, in BinSums right, ref ForestSplit best)
    {
        var left = _node - right;
        if (left.Rows == 0 || right.Rows == 0)
            return false;
        if (left.Rows < rules.MinRowsPerLeaf || right.Rows < rules.MinRowsPerLeaf)
            return true;
        var (numerator, denominator) = (left.Target * left.Target * right.Weight + right.Target * right.Target * left.Weight, left.Weight * right.Weight);
        if (numerator > best.Score * denominator)
            best = new ForestSplit { Feature = feature, Score = numerator / denominator, LastLeft = 0, FirstRight = 1, Parted = -1, Threshold = float.NaN, ReservedLeft = 2 * left.Weight >= _node.Weight };
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TryNumbers(int feature, int items, int only, ref ForestSplit best)
    {
        var missing = _missing.Rows > 0;
        if (Scan(items, missing ? items : items - 1, only, missingLeft: false, ref best) is >= 0 and var cut)
            Note(feature, items, cut, missing ? false : null, ref best);
        if (missing && Scan(items, items - 1, only, missingLeft: true, ref best) is >= 0 and var left)
            Note(feature, items, left, true, ref best);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Note(int feature, int items, int cut, bool? missingLeft, ref ForestSplit best)
    {
        (best.Feature, best.LeftBins, best.LastLeft, best.Parted, best.Threshold) = (feature, null, _items[cut].Bin, -1, float.NaN);
        best.FirstRight = cut + 1 < items ? _items[cut + 1].Bin : int.MaxValue;
        var weight = 0.0;
        for (var i = 0; i <= cut; i++)
            weight += _items[i].Weight;
        // Rows to come that lack a value follow the majority where no row of the node lacks it.
        best.ReservedLeft = missingLeft ?? 2 * weight >= _node.Weight;
    }

    /// <summary>Raises the best score by the cuts behind the first listed bins, the second, and so on.</summary>
    /// <param name="items">The number of bins listed.</param>
    /// <param name="cuts">The number of cuts.</param>
    /// <param name="only">The one cut to look at; all where negative.</param>
    /// <param name="missingLeft">Whether missing values go left.</param>
    /// <param name="best">Its score is raised.</param>
    /// <returns>The best cut, or −1 where none was better.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Scan(int items, int cuts, int only, bool missingLeft, ref ForestSplit best)
    {
        var found = -1;
        var score = best.Score;
        var (weight, target, rows) = missingLeft ? (_missing.Weight, _missing.Target, _missing.Rows) : (0.0, 0.0, 0);
        if (missingLeft)
            _missingClasses.CopyTo(_leftClasses, 0);
        else
            Array.Clear(_leftClasses);
        var (wholeWeight, wholeTarget, wholeRows, least) = (_node.Weight, _node.Target, _node.Rows, rules.MinRowsPerLeaf);
        var list = _items.AsSpan(0, items);
        for (var cut = 0; cut < cuts; cut++)
        {
            ref readonly var item = ref list[cut];
            weight += item.Weight;
            target += item.Target;
            rows += item.Rows;
            if (classes > 0)
                AddClasses(cut);
            if (rows < least || (only >= 0 && cut != only))
                continue;
            if (wholeRows - rows < least)
                break;
            var rightTarget = wholeTarget - target;
            var (left, right) = classes > 0 ? Squares() : (target * target, rightTarget * rightTarget);

            // left/weight + right/rightWeight > score, without the divisions; both weights are positive.
            var rightWeight = wholeWeight - weight;
            var (numerator, denominator) = (left * rightWeight + right * weight, weight * rightWeight);
            if (!(numerator > score * denominator))
                continue;
            score = numerator / denominator;
            found = cut;
        }

        best.Score = score;
        return found;
    }

    private void AddClasses(int item)
    {
        var own = _itemClasses.AsSpan(item * classes, classes);
        for (var k = 0; k < own.Length; k++)
            _leftClasses[k] += own[k];
    }

    private (double Left, double Right) Squares()
    {
        var (left, right) = (0.0, 0.0);
        for (var k = 0; k < classes; k++)
        {
            var rest = _nodeClasses[k] - _leftClasses[k];
            (left, right) = (left + _leftClasses[k] * _leftClasses[k], right + rest * rest);
        }

        return (left, right);
    }
}
