using Kirana.Numerics.Memory;

namespace Kirana.Learn.Binning;

/// <summary>Bins in a scratch file: rows are mapped as a whole, columns while they are used.</summary>
/// <remarks>A histogram looks at rows all over the table, a partition at one column: so the rows stay mapped, and of the columns only the
/// last few, which bounds what is resident by about one byte for each row and packed column.</remarks>
internal sealed class FileBins : IBinStore
{
    // Mapping a column anew costs a few milliseconds for each 100 MB of it.
    private const long MostMappedColumnBytes = 128L << 20;

    private readonly int _rows;
    private readonly int _columns;
    private readonly ScratchFile _file;
    private readonly List<(int Column, MappedView<byte> View)> _mapped = [];
    private MappedView<byte>? _rowView;

    /// <summary>Takes room for a table.</summary>
    /// <exception cref="IOException">The disk has no such room.</exception>
    public FileBins(string folder, int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        RowBytes = Math.Max(4, (columns + 3) / 4 * 4);
        _file = new ScratchFile(folder, RowsBegin + RowLength);
    }

    public int RowBytes { get; }

    public ReadOnlySpan<byte> Rows => (_rowView ??= _file.Map<byte>(RowsBegin, checked((int)RowLength))).Span;

    // Behind the columns, at a cache line.
    private long RowsBegin => ((long)_rows * _columns + 63) / 64 * 64;

    private long RowLength => (long)_rows * RowBytes + BinnedTable.RowPadding;

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

    /// <summary>Writes some rows. Thread-safe for different rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="block">The bins of the rows, with rows of the same length.</param>
    /// <param name="count">How many rows of the block to write.</param>
    public void Write(int start, BinBlock block, int count)
    {
        for (var c = 0; c < _columns; c++)
            _file.Write((long)c * _rows + start, block.Columns[c].AsSpan(0, count));
        _file.Write(RowsBegin + (long)start * RowBytes, block.Rows.AsSpan(0, count * RowBytes));
    }

    public void Dispose()
    {
        _rowView?.Dispose();
        foreach (var (_, view) in _mapped)
            view.Dispose();
        _file.Dispose();
    }
}
