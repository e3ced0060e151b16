namespace Kirana.Learn.Binning;

/// <summary>Where the bytes of a binned table lie.</summary>
internal interface IBinStore : IDisposable
{
    /// <summary>The distance between rows in <see cref="Rows"/>: at least the number of packed columns, a multiple of 4.</summary>
    int RowBytes { get; }

    /// <summary>All columns of a row side by side, with <see cref="BinnedTable.RowPadding"/> more bytes behind the last row.</summary>
    ReadOnlySpan<byte> Rows { get; }

    /// <summary>Whether several columns may be looked at at the same time, by several threads.</summary>
    bool HoldsColumns { get; }

    /// <summary>The bytes of one packed column; where the store does not hold its columns, valid until the next call and not thread-safe.</summary>
    ReadOnlyMemory<byte> Column(int column);

    /// <summary>The bins of one wide feature. Thread-safe.</summary>
    ReadOnlyMemory<ushort> Wide(int wide);
}
