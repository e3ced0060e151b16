using Kirana.Learn.Binning;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

internal sealed partial class NodeScan
{
    /// <summary>The cut nearest to a number drawn uniformly between the node's outermost cuts.</summary>
    private int RandomCut(FeatureBins bins, int items, ref RandomStream random)
    {
        if (items == 1)
            return 0;
        var (first, last) = (_items[0].Bin, _items[items - 1].Bin - 1);
        var drawn = bins.Cuts[first] + random.NextDouble() * ((double)bins.Cuts[last] - bins.Cuts[first]);
        var edge = Array.BinarySearch(bins.Cuts, first, last - first + 1, (float)drawn);
        edge = edge < 0 ? Math.Min(~edge, last) : edge;
        if (edge > first && drawn - bins.Cuts[edge - 1] < bins.Cuts[edge] - drawn)
            edge--;
        var cut = 0;
        while (_items[cut + 1].Bin <= edge)
            cut++;
        return cut;
    }

    private void TryCategories(int feature, int items, ref RandomStream random, ref ForestSplit best)
    {
        if (rules.RandomCuts)
        {
            TryPrefix(feature, items, RandomSet(items, ref random), ref best);
            return;
        }

        for (var k = 0; k < Math.Max(1, classes); k++)
        {
            var index = k;
            Order(items, item => (classes > 0 ? _itemClasses[item * classes + index] : _items[item].Target) / _items[item].Weight);
            TryPrefix(feature, items, only: -1, ref best);
            if (_missing.Rows == 0)
                continue;

            // Missing and rare codes always go right, so the last categories may also go left in place of the first.
            Order(items, item => -item);
            TryPrefix(feature, items, only: -1, ref best);
        }
    }

    private void TryPrefix(int feature, int items, int only, ref ForestSplit best)
    {
        var cut = Scan(items, _missing.Rows > 0 ? items : items - 1, only, missingLeft: false, ref best);
        if (cut < 0)
            return;
        var weight = 0.0;
        for (var i = 0; i <= cut; i++)
            weight += _items[i].Weight;

        // Codes that the node did not see go right: let that be the majority.
        var swap = _missing.Rows == 0 && 2 * weight > _node.Weight;
        var left = Array.ConvertAll(swap ? _items[(cut + 1)..items] : _items[..(cut + 1)], item => item.Bin);
        Array.Sort(left);
        (best.Feature, best.LeftBins, best.ReservedLeft) = (feature, left, false);
    }

    /// <summary>Puts a random set of the listed bins first, neither none nor the whole node.</summary>
    /// <returns>The cut behind the set.</returns>
    private int RandomSet(int items, ref RandomStream random)
    {
        var goesLeft = new bool[items];
        int chosen;
        do
        {
            chosen = 0;
            for (var i = 0; i < items; i++)
                chosen += (goesLeft[i] = (random.NextUInt32() & 1) == 0) ? 1 : 0;
        }
        while (chosen == 0 || (chosen == items && _missing.Rows == 0));

        Order(items, item => goesLeft[item] ? 0 : 1);
        return chosen - 1;
    }

    /// <summary>Sorts the listed bins by a key; equal ones keep their order.</summary>
    private void Order(int items, Func<int, double> key)
    {
        int[] order = [.. Enumerable.Range(0, items).OrderBy(key)];
        var (sums, classSums) = (_items[..items], _itemClasses[..(items * classes)]);
        for (var i = 0; i < items; i++)
        {
            _items[i] = sums[order[i]];
            classSums.AsSpan(order[i] * classes, classes).CopyTo(_itemClasses.AsSpan(i * classes));
        }
    }
}
