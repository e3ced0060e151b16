using System.Numerics;
using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

internal sealed partial class NodeScan
{
    // Nodes of fewer rows note which bins they touch; larger ones look at every bin.
    private const int FewRows = 160;

    /// <summary>The bin of a row, known to be the column's byte when a loop is compiled or not.</summary>
    private interface IRowBins
    {
        int Of(int row);
    }

    /// <summary>Sums the rows of each bin and lists the bins that have any, ascending; missing values apart.</summary>
    /// <returns>The number of bins listed.</returns>
    private int Collect(NodeBins bins, ReadOnlySpan<byte> column, ReadOnlySpan<BagEntry> entries)
    {
        var reserved = bins.HasReserved ? bins.ValueBins : -1;
        _missing = default;
        return bins.BinOfCode is { } binOf
            ? Collect(new SharedColumn(column, binOf), bins.Count, reserved, entries)
            : Collect(new OwnColumn(column), bins.Count, reserved, entries);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Collect<TBins>(TBins bins, int count, int reserved, ReadOnlySpan<BagEntry> entries) where TBins : IRowBins, allows ref struct
    {
        var (cells, items) = (_cells, 0);
        if (entries.Length >= FewRows)
        {
            foreach (ref readonly var entry in entries)
                Add(cells, bins.Of(entry.Row), entry);
            for (var bin = 0; bin < count; bin++)
                if (cells[bin].Rows > 0)
                    Take(bin, reserved, ref items);
            return items;
        }

        Span<ulong> touched = stackalloc ulong[ColumnPacking.Codes / 64];
        foreach (ref readonly var entry in entries)
        {
            var bin = bins.Of(entry.Row);
            touched[bin >> 6] |= 1UL << bin;
            Add(cells, bin, entry);
        }

        for (var word = 0; word < touched.Length; word++)
            for (var bits = touched[word]; bits != 0; bits &= bits - 1)
                Take((word << 6) + BitOperations.TrailingZeroCount(bits), reserved, ref items);
        return items;
    }

    private void Add(BinSums[] cells, int bin, in BagEntry entry)
    {
        ref var cell = ref cells[bin];
        cell.Weight += entry.Weight;
        cell.Target += entry.Target;
        cell.Rows++;
        if (classes > 0)
            _cellClasses[bin * classes + (int)entry.Target] += entry.Weight;
    }

    /// <summary>Moves a bin into the list and leaves its cell empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int bin, int reserved, ref int items)
    {
        ref var cell = ref _cells[bin];
        cell.Bin = bin;
        var own = _cellClasses.AsSpan(bin * classes, classes);
        if (bin == reserved)
        {
            _missing = cell;
            own.CopyTo(_missingClasses);
        }
        else
        {
            _items[items] = cell;
            own.CopyTo(_itemClasses.AsSpan(items * classes));
            items++;
        }

        cell = default;
        own.Clear();
    }

    private readonly ref struct OwnColumn(ReadOnlySpan<byte> column) : IRowBins
    {
        private readonly ReadOnlySpan<byte> _column = column;

        public int Of(int row) => _column[row];
    }

    private readonly ref struct SharedColumn(ReadOnlySpan<byte> column, ReadOnlySpan<byte> binOf) : IRowBins
    {
        private readonly ReadOnlySpan<byte> _column = column;
        private readonly ReadOnlySpan<byte> _binOf = binOf;

        public int Of(int row) => _binOf[_column[row]];
    }
}
