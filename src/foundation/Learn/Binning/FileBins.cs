using System.Runtime.InteropServices;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Binning;

/// <summary>Bins in a scratch file: rows are mapped as a whole, columns while they are used.</summary>
/// <remarks>A histogram looks at rows all over the table, a partition at one column: so the rows stay mapped, and of the columns only the
/// last few, which bounds what is resident by about one byte for each row and packed column, two where a feature has more than 256 bins.
/// </remarks>
internal sealed class FileBins : IBinStore
{
    // Mapping a column anew costs a few milliseconds for each 100 MB of it.
    private const long MostMappedColumnBytes = 32L << 20;

    private readonly int _rows;
    private readonly int _columns;
    private readonly long _rowsBegin;
    private readonly ScratchFile _file;
    private readonly MappedView<byte> _rowView;
    private readonly MappedView<ushort>[] _wide;
    private readonly List<(int Column, MappedView<byte> View)> _mapped = [];

    /// <summary>Takes room for a table.</summary>
    /// <param name="folder">The file's folder.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="packing">The columns.</param>
    /// <exception cref="IOException">The disk has no such room.</exception>
    public FileBins(string folder, int rows, ColumnPacking packing)
    {
        (_rows, _columns) = (rows, packing.Columns);
        RowBytes = Math.Max(4, (_columns + 3) / 4 * 4);
        _rowsBegin = Aligned(WideBegin(packing.Wide.Length));
        var rowLength = (long)rows * RowBytes + BinnedTable.RowPadding;
        _file = new ScratchFile(folder, _rowsBegin + rowLength);
        _rowView = _file.Map<byte>(_rowsBegin, checked((int)rowLength));
        _wide = [.. packing.Wide.Select((_, w) => _file.Map<ushort>(WideBegin(w), rows))];
    }

    public int RowBytes { get; }

    public ReadOnlySpan<byte> Rows => _rowView.Span;

    public bool HoldsColumns => false;

    public ReadOnlyMemory<byte> Column(int column)
    {
        var at = _mapped.FindIndex(mapped => mapped.Column == column);
        var view = at >= 0 ? _mapped[at].View : _file.Map<byte>((long)column * _rows, _rows);
        if (at >= 0)
            _mapped.RemoveAt(at);
        _mapped.Add((column, view));
        while (_mapped.Count > 1 && (long)_mapped.Count * _rows > MostMappedColumnBytes)
        {
            _mapped[0].View.Dispose();
            _mapped.RemoveAt(0);
        }

        return view.Memory;
    }

    public ReadOnlyMemory<ushort> Wide(int wide) => _wide[wide].Memory;

    /// <summary>Writes some rows. Thread-safe for different rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="block">The bins of the rows, with rows of the same length.</param>
    /// <param name="count">How many rows of the block to write.</param>
    public void Write(int start, BinBlock block, int count)
    {
        for (var c = 0; c < _columns; c++)
            _file.Write((long)c * _rows + start, block.Columns[c].AsSpan(0, count));
        for (var w = 0; w < _wide.Length; w++)
            _file.Write(WideBegin(w) + (long)start * sizeof(ushort), MemoryMarshal.AsBytes(block.Wide[w].AsSpan(0, count)));
        _file.Write(_rowsBegin + (long)start * RowBytes, block.Rows.AsSpan(0, count * RowBytes));
    }

    public void Dispose()
    {
        _rowView.Dispose();
        foreach (var view in _wide)
            view.Dispose();
        foreach (var (_, view) in _mapped)
            view.Dispose();
        _file.Dispose();
    }

    private long WideBegin(int wide) => Aligned((long)_columns * _rows) + (long)wide * _rows * sizeof(ushort);

    // To a cache line.
    private static long Aligned(long offset) => (offset + 63) / 64 * 64;
}
