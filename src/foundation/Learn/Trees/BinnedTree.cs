using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

/// <summary>A tree walked by rows of a binned table.</summary>
internal sealed class BinnedTree
{
    private readonly BinnedTable _table;
    private readonly int[] _column;
    private readonly int[] _left;
    private readonly byte[] _goesRight;
    private readonly byte[]?[] _wideGoesRight;

    /// <summary>Prepares a tree that grew on this table: its thresholds are cuts of the table's bins.</summary>
    public BinnedTree(Tree tree, BinnedTable table)
    {
        _table = table;
        _left = tree.Left.ToArray();
        _column = new int[tree.Nodes];
        _goesRight = new byte[tree.Nodes * ColumnPacking.Codes];
        _wideGoesRight = new byte[tree.Nodes][];
        for (var node = 0; node < tree.Nodes; node++)
            if (!tree.IsLeaf(node))
                Prepare(tree, node);
    }

    /// <summary>The leaf a row of the table falls into.</summary>
    public int LeafOf(int row)
    {
        var bytes = _table.RowMajor.Slice(row * _table.RowBytes, _table.RowBytes);
        var node = 0;
        while (_left[node] > 0)
            node = _left[node] + (_wideGoesRight[node] is { } wide
                ? wide[_table.Wide(_column[node] - _table.Packing.Columns).Span[row]]
                : _goesRight[node * ColumnPacking.Codes + bytes[_column[node]]]);
        return node;
    }

    private void Prepare(Tree tree, int node)
    {
        var feature = tree.Feature[node];
        var bins = _table.Features[feature];
        _column[node] = _table.Packing.Column[feature];
        var right = new bool[bins.Count];
        for (var bin = 0; bin < bins.ValueBins; bin++)
            right[bin] = !tree.GoesLeft(node, bins.IsCategorical ? bins.Categories[bin] : bin < bins.Cuts.Length ? bins.Cuts[bin] : float.PositiveInfinity);
        if (bins.HasReserved)
            right[bins.ValueBins] = !tree.MissingLeft(node);
        var codes = _table.CodesOf(feature);
        if (_table.Packing.IsWide(feature))
            _wideGoesRight[node] = new byte[codes];
        var goesRight = _wideGoesRight[node] ?? _goesRight.AsSpan(node * ColumnPacking.Codes, ColumnPacking.Codes);
        for (var code = 0; code < codes; code++)
            goesRight[code] = right[_table.BinOf(feature, code)] ? (byte)1 : (byte)0;
    }
}
