using System.Numerics;
using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>The bytes of a small node's rows side by side, so that the first-level cache holds them while the whole subtree grows. Where cuts are
/// not random, every number has a bin of its own there: the subtree is exact. Not thread-safe.</summary>
internal sealed class LocalColumns
{
    private const int MostBytes = 1 << 15;

    // So many rows have at most as many values of a feature as a byte can tell apart, missing ones included.
    private const int MostRanked = FeatureBins.MaxValueBins;

    private readonly NodeColumns _from;
    private readonly FeatureSource? _values;
    private readonly BinnedTable _table;
    private readonly int[] _ranked;
    private readonly int[] _columnOf;
    private readonly int[] _rows;
    private readonly float[] _own = new float[MostRanked];
    private readonly byte[] _order = new byte[MostRanked];

    /// <summary>Makes room.</summary>
    /// <param name="from">The columns of all rows.</param>
    /// <param name="table">Their table.</param>
    /// <param name="values">Where values are read; <see langword="null"/> where cuts are random, so that the bins stay as they are.</param>
    /// <param name="featuresPerSplit">How many features are looked at in a node.</param>
    public LocalColumns(NodeColumns from, BinnedTable table, FeatureSource? values, int featuresPerSplit)
    {
        (_from, _table, _values) = (from, table, values);
        _ranked = [.. Enumerable.Range(0, from.Bins.Length).Where(f => values is not null && !from.Bins[f].Bins.IsExact)];
        var isRanked = new bool[from.Bins.Length];
        foreach (var feature in _ranked)
            isRanked[feature] = true;
        int[] shared = [.. from.Bins.Where((_, f) => !isRanked[f]).Select(bins => bins.Column).Distinct()];

        var columns = shared.Length + _ranked.Length;
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)(MostBytes / columns) / 2 + 1);
        // A copy reads every column once, a subtree without it a few on each of its levels.
        if (capacity < 64 || featuresPerSplit * BitOperations.Log2((uint)capacity) < columns)
            capacity = 0;
        _rows = new int[_ranked.Length > 0 ? Math.Min(capacity, MostRanked) : capacity];
        var placeOf = new int[from.Columns.Length];
        for (var c = 0; c < shared.Length; c++)
            placeOf[shared[c]] = c;
        var bins = Array.ConvertAll(from.Bins, own => own.At(placeOf[own.Column]));
        for (var r = 0; r < _ranked.Length; r++)
            bins[_ranked[r]] = new NodeBins(from.Bins[_ranked[r]].Bins, shared.Length + r, ColumnPacking.Codes, binOfCode: null);
        _columnOf = [.. shared, .. _ranked.Select(feature => from.Bins[feature].Column)];
        Columns = new NodeColumns([.. Enumerable.Range(0, columns).Select(_ => new byte[_rows.Length])], bins);
    }

    /// <summary>The columns of the rows copied last.</summary>
    public NodeColumns Columns { get; }

    /// <summary>The most rows of a node that are copied.</summary>
    public int Capacity => _rows.Length;

    /// <summary>The place among all rows of a row copied last.</summary>
    public int RowOf(int place) => _rows[place];

    /// <summary>Copies a node's rows; its entries name their places from here on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(Span<BagEntry> entries)
    {
        var rows = _rows.AsSpan(0, entries.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = entries[i].Row;
            entries[i] = entries[i] with { Row = i };
        }

        CopyBytes(rows);
        foreach (var feature in _ranked)
            Rank(feature, rows);
    }

    /// <summary>Copies from where all bytes of a row lie side by side: the first column brings the cache lines of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyBytes(ReadOnlySpan<int> rows)
    {
        var all = _table.RowMajor;
        var rowBytes = _table.RowBytes;
        for (var c = 0; c < _columnOf.Length; c++)
        {
            var to = Columns.Columns[c].AsSpan(0, rows.Length);
            var from = all[_columnOf[c]..];
            for (var i = 0; i < rows.Length; i++)
                to[i] = from[rows[i] * rowBytes];
        }
    }

    private void Rank(int feature, ReadOnlySpan<int> rows)
    {
        var from = _from.Bins[feature];
        var to = Columns.ColumnOf(feature).AsSpan(0, rows.Length);
        if (from.BinOfCode is { } binOf)
            foreach (ref var code in to)
                code = binOf[code];
        var values = _own.AsSpan(0, rows.Length);
        _values!.Gather(feature, rows, values);
        Columns.Bins[feature].Rank(values, to, _order.AsSpan(0, rows.Length));
    }
}
