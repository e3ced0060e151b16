using Kirana.Numerics.Memory;

namespace Kirana.Learn.Binning;

/// <summary>Bins in memory.</summary>
internal sealed class MemoryBins : IBinStore
{
    private readonly AlignedBuffer<byte> _rows;

    public MemoryBins(int rows, ColumnPacking packing)
    {
        var columns = packing.Columns;
        RowBytes = Math.Max(4, (columns + 3) / 4 * 4);
        // Wider rows begin at a multiple of 16, so that fewer of them lie across two cache lines.
        if (RowBytes > 16)
            RowBytes = (RowBytes + 15) / 16 * 16;
        _rows = new AlignedBuffer<byte>(checked(rows * RowBytes + BinnedTable.RowPadding));
        Columns = new byte[columns][];
        for (var c = 0; c < columns; c++)
            Columns[c] = GC.AllocateUninitializedArray<byte>(rows);
        WideColumns = [.. packing.Wide.Select(_ => GC.AllocateUninitializedArray<ushort>(rows))];
    }

    public int RowBytes { get; }

    public ReadOnlySpan<byte> Rows => _rows.Span;

    /// <summary>The rows, to be filled.</summary>
    public Span<byte> WritableRows => _rows.Span;

    /// <summary>The columns, to be filled.</summary>
    public byte[][] Columns { get; }

    /// <summary>The wide columns, to be filled.</summary>
    public ushort[][] WideColumns { get; }

    public bool HoldsColumns => true;

    public ReadOnlyMemory<byte> Column(int column) => Columns[column];

    public ReadOnlyMemory<ushort> Wide(int wide) => WideColumns[wide];

    public void Dispose() => _rows.Dispose();
}
