using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Binning;

/// <summary>The features of a table as bytes, laid out twice: by rows for histograms, by columns for partitions.
/// Features of more than 256 bins are wide: two bytes, by columns only.</summary>
/// <remarks>Immutable once made; dispose it when no fit needs it any more. 2 bytes per row and packed column.</remarks>
internal sealed class BinnedTable : IDisposable
{
    // Rows of all features that fit the first-level cache together while they are turned from columns into rows.
    private const int BlockRows = Binner.MostRows;
    private const int TaskRows = 16 * BlockRows;

    private readonly IBinStore _store;

    /// <summary>Describes bins that lie in a store.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="features">The bins of each feature.</param>
    /// <param name="columns">What else is known of each feature.</param>
    /// <param name="packing">Which byte column each feature lies in.</param>
    /// <param name="store">The bins; disposed with the table.</param>
    /// <param name="hasReserved">Whether any row lies in the reserved bin of each feature.</param>
    public BinnedTable(int rows, FeatureBins[] features, IReadOnlyList<FeatureColumn> columns, ColumnPacking packing, IBinStore store, bool[] hasReserved) =>
        (Rows, Features, Described, Packing, _store, HasReserved) = (rows, features, columns, packing, store, hasReserved);

    /// <summary>How many bytes behind the last row may be read.</summary>
    public const int RowPadding = 64;

    public int Rows { get; }

    public FeatureBins[] Features { get; }

    public IReadOnlyList<FeatureColumn> Described { get; }

    public ColumnPacking Packing { get; }

    /// <summary>The distance between rows in <see cref="RowMajor"/>: at least the number of packed columns.</summary>
    public int RowBytes => _store.RowBytes;

    /// <summary>All columns of a row side by side; begins at a cache line.</summary>
    public ReadOnlySpan<byte> RowMajor => _store.Rows;

    /// <summary>Whether any row lies in the reserved bin of a feature.</summary>
    public bool[] HasReserved { get; }

    /// <summary>Bins a table by its own quantiles.</summary>
    /// <exception cref="Data.DataException">A categorical value is no code.</exception>
    public static BinnedTable From(FeatureSource source, BinningOptions options, ulong seed, int threads, CancellationToken cancellation) =>
        From(source, BinFinder.Find(source, options, seed, threads, cancellation), threads, cancellation);

    /// <summary>Bins a table by bins that were chosen from it: a feature with a missing value has a bin for it.</summary>
    public static BinnedTable From(FeatureSource source, FeatureBins[] bins, int threads, CancellationToken cancellation) =>
        From(source, bins, ColumnPacking.Of(bins, source.Rows), threads, cancellation);

    /// <summary>The same with columns that are given.</summary>
    public static BinnedTable From(FeatureSource source, FeatureBins[] bins, ColumnPacking packing, int threads, CancellationToken cancellation)
    {
        var store = new MemoryBins(source.Rows, packing);
        var binner = new Binner(bins, packing);
        Blocks.Run(source.Rows, TaskRows, threads, cancellation, (_, start, end) =>
        {
            var seen = new bool[bins.Length];
            for (var from = start; from < end; from += BlockRows)
            {
                var count = Math.Min(BlockRows, end - from);
                binner.Bin(source, from, count, store.Columns, store.WideColumns, from, store.WritableRows[(from * store.RowBytes)..], store.RowBytes, seen);
            }

            binner.Saw(seen);
        });
        return new BinnedTable(source.Rows, bins, source.Columns, packing, store, binner.HasReserved);
    }

    /// <summary>A copy of some rows, in the order given, with the same bins.</summary>
    public BinnedTable Take(int[] rows)
    {
        var taken = new MemoryBins(rows.Length, Packing);
        for (var c = 0; c < Packing.Columns; c++)
        {
            var column = Column(c).Span;
            for (var i = 0; i < rows.Length; i++)
                taken.Columns[c][i] = column[rows[i]];
        }

        for (var w = 0; w < Packing.Wide.Length; w++)
        {
            var column = Wide(w).Span;
            for (var i = 0; i < rows.Length; i++)
                taken.WideColumns[w][i] = column[rows[i]];
        }

        for (var i = 0; i < rows.Length; i++)
            RowMajor.Slice(rows[i] * RowBytes, Packing.Columns).CopyTo(taken.WritableRows[(i * taken.RowBytes)..]);
        return new BinnedTable(rows.Length, Features, Described, Packing, taken, [.. HasReserved]);
    }

    /// <summary>Whether several columns may be looked at at the same time, by several threads.</summary>
    public bool HoldsColumns => _store.HoldsColumns;

    /// <summary>The bytes of a packed column; where the table does not hold its columns, valid until the next call and not thread-safe.</summary>
    public ReadOnlyMemory<byte> Column(int column) => _store.Column(column);

    /// <summary>The bins of a wide feature. Thread-safe.</summary>
    public ReadOnlyMemory<ushort> Wide(int wide) => _store.Wide(wide);

    /// <summary>The bytes of a packed column as an array: where they lie in memory, the array they lie in.</summary>
    public byte[] ColumnArray(int column) => MemoryMarshal.TryGetArray(Column(column), out var own) ? own.Array! : Column(column).ToArray();

    /// <summary>How many numbers occur in the column of a feature.</summary>
    public int CodesOf(int feature) => Packing.IsWide(feature) ? Features[feature].Count : Packing.CodesOf[Packing.Column[feature]];

    /// <summary>The bin of one feature in a number of its column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BinOf(int feature, int code) => code / Packing.Stride[feature] % Features[feature].Count;

    public void Dispose() => _store.Dispose();
}
