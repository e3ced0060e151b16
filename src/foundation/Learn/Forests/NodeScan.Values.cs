using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

internal sealed partial class NodeScan
{
    private int[] _near = [];
    private int[] _nearRows = [];
    private float[] _nearValues = [];
    private byte[] _sides = [];

    /// <summary>Moves a cut between two bins to the best place among the values of both, where sorting the whole node would find it.</summary>
    /// <param name="split">The best cut between bins, with rows in both bins beside it.</param>
    /// <param name="bins">The feature's bins; the bytes of its column are their numbers.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="entries">The node's rows.</param>
    /// <param name="source">The values of all rows.</param>
    /// <returns>Of the rows in <see cref="ForestSplit.Parted"/>, in their order: 1 where they go left, else 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Refine(ref ForestSplit split, NodeBins bins, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries, FeatureSource source)
    {
        JoinBelow(split.LastLeft, Collect(bins, column, entries));
        var count = FindNear(split, column, entries, out var lows);
        var values = _nearValues.AsSpan(0, count);
        source.Gather(split.Feature, _nearRows.AsSpan(0, count), values);
        values.Sort(_near.AsSpan(0, count));
        var items = ListValues(values, entries);
        var left = Scan(items, items - 1, only: -1, split.ReservedLeft && _missing.Rows > 0, ref split) is > 0 and var cut ? RowsOf(cut) : lows;
        split.Threshold = NumericCuts.Middle(values[left - 1], values[left]);
        if (left != lows)
            split.Parted = left < lows ? split.LastLeft : split.FirstRight;
        return Sides(split, column, entries, source);
    }

    /// <summary>Joins the listed bins below one to the first item, empty where there are none.</summary>
    private void JoinBelow(int bin, int items)
    {
        var sum = default(BinSums);
        var sums = _leftClasses.AsSpan();
        sums.Clear();
        for (var i = 0; i < items && _items[i].Bin < bin; i++)
        {
            (sum.Weight, sum.Target, sum.Rows) = (sum.Weight + _items[i].Weight, sum.Target + _items[i].Target, sum.Rows + _items[i].Rows);
            for (var k = 0; k < classes; k++)
                sums[k] += _itemClasses[i * classes + k];
        }

        _items[0] = sum;
        sums.CopyTo(_itemClasses);
    }

    /// <summary>Notes the rows in the bins beside the cut.</summary>
    /// <returns>Their number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindNear(in ForestSplit split, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries, out int lows)
    {
        if (_near.Length < entries.Length)
            (_near, _nearRows, _nearValues, _sides) = (new int[entries.Length], new int[entries.Length], new float[entries.Length], new byte[entries.Length]);
        var (count, low, high) = (0, split.LastLeft, split.FirstRight);
        lows = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            var bin = column[entries[i].Row];
            if (bin != low && bin != high)
                continue;
            (_near[count], _nearRows[count]) = (i, entries[i].Row);
            count++;
            lows += bin == low ? 1 : 0;
        }

        return count;
    }

    /// <summary>Makes each value an item behind the first.</summary>
    /// <returns>The number of items.</returns>
    private int ListValues(ReadOnlySpan<float> values, ReadOnlySpan<BagEntry> entries)
    {
        if (_items.Length <= values.Length)
            (_items, _itemClasses) = (Longer(_items, values.Length + 1), Longer(_itemClasses, (values.Length + 1) * classes));
        var item = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                _items[++item] = default;
                _itemClasses.AsSpan(item * classes, classes).Clear();
            }

            ref readonly var entry = ref entries[_near[i]];
            ref var own = ref _items[item];
            (own.Weight, own.Target, own.Rows) = (own.Weight + entry.Weight, own.Target + entry.Target, own.Rows + 1);
            if (classes > 0)
                _itemClasses[item * classes + (int)entry.Target] += entry.Weight;
        }

        return item + 1;
    }

    private int RowsOf(int lastItem)
    {
        var rows = 0;
        for (var item = 1; item <= lastItem; item++)
            rows += _items[item].Rows;
        return rows;
    }

    private ReadOnlySpan<byte> Sides(in ForestSplit split, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries, FeatureSource source)
    {
        var count = 0;
        if (split.Parted >= 0)
            foreach (ref readonly var entry in entries)
                if (column[entry.Row] == split.Parted)
                    _nearRows[count++] = entry.Row;
        var values = _nearValues.AsSpan(0, count);
        source.Gather(split.Feature, _nearRows.AsSpan(0, count), values);
        for (var i = 0; i < count; i++)
            _sides[i] = values[i] <= split.Threshold ? (byte)1 : (byte)0;
        return _sides.AsSpan(0, count);
    }

    private static T[] Longer<T>(T[] array, int length)
    {
        Array.Resize(ref array, length);
        return array;
    }
}
