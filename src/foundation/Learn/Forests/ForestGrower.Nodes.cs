using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Forests;

internal sealed partial class ForestGrower
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddNode()
    {
        _nodes.Add(default);
        for (var k = 0; k < _task.ManyClasses; k++)
            _shares.Add(0);
        return _nodes.Count - 1;
    }

    /// <summary>Makes a node a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Describe(int node)
    {
        var sums = _scan.Node;
        var value = sums.Target / sums.Weight + _task.Shift;
        for (var k = 0; k < _task.ManyClasses; k++)
            value = _shares[node * _task.ManyClasses + k] = (float)(_scan.NodeClasses[k] / sums.Weight);
        _nodes[node] = new TreeNode { Feature = -1, Value = (float)value, Cover = sums.Weight, Rows = sums.Rows };
    }

    /// <summary>Turns a leaf into a split.</summary>
    /// <returns>The left child; the right one is the next node.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddSplit(int node, in ForestSplit split, NodeBins bins)
    {
        var left = AddNode();
        AddNode();
        _nodes[node] = _nodes[node] with
        {
            Feature = split.Feature, Left = left, MissingLeft = split.ReservedLeft, Gain = Gain(split),
            Threshold = split.LeftBins is null ? bins.Threshold(split) : float.NaN,
            Categories = split.LeftBins is null ? null : Array.ConvertAll(split.LeftBins, bin => bins.Bins.Categories[bin]),
        };
        return left;
    }

    /// <summary>Says which bytes of the feature's column go left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendLeft(in ForestSplit split, NodeBins bins)
    {
        Array.Clear(_goesLeft);
        if (split.LeftBins is null)
            _goesLeft.AsSpan(0, split.LastLeft + 1).Fill(1);
        else
            foreach (var bin in split.LeftBins)
                _goesLeft[bin] = 1;
        if (bins.HasReserved)
            _goesLeft[bins.ValueBins] = split.ReservedLeft ? (byte)1 : (byte)0;
        if (bins.BinOfCode is not { } binOf)
            return;
        Span<byte> byBin = stackalloc byte[ColumnPacking.Codes];
        _goesLeft.CopyTo(byBin);
        for (var code = 0; code < bins.Codes; code++)
            _goesLeft[code] = byBin[binOf[code]];
    }

    private void KeepLeafRows(int node, ReadOnlySpan<BagEntry> entries, bool isLocal)
    {
        if (!_task.KeepsLeafRows)
            return;
        foreach (var entry in entries)
            _leafRows.Add((node, isLocal ? _local.RowOf(entry.Row) : entry.Row, entry.Weight));
    }
}
