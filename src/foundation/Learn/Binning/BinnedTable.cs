using Kirana.Numerics.Memory;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Binning;

/// <summary>The features of a table as bytes, laid out twice: by rows for histograms, by columns for partitions.</summary>
/// <remarks>Immutable once made; dispose it when no fit needs it any more. 2 bytes per row and packed column.</remarks>
internal sealed class BinnedTable : IDisposable
{
    // Rows of all features that fit the first-level cache together while they are turned from columns into rows.
    private const int BlockRows = 256;
    private const int TaskRows = 16 * BlockRows;

    private readonly AlignedBuffer<byte> _rows;

    private BinnedTable(int rows, FeatureBins[] features, IReadOnlyList<FeatureColumn> columns)
    {
        Rows = rows;
        Features = features;
        Described = columns;
        Packing = ColumnPacking.Of(features);
        RowBytes = Math.Max(4, (Packing.Columns + 3) / 4 * 4);
        if (RowBytes > 16)
            RowBytes = (RowBytes + 15) / 16 * 16;
        _rows = new AlignedBuffer<byte>(checked(rows * RowBytes + RowPadding));
        Columns = new byte[Packing.Columns][];
        for (var c = 0; c < Columns.Length; c++)
            Columns[c] = GC.AllocateUninitializedArray<byte>(rows);
        HasReserved = new bool[features.Length];
    }

    /// <summary>How many bytes behind the last row may be read.</summary>
    public const int RowPadding = 64;

    public int Rows { get; }

    public FeatureBins[] Features { get; }

    public IReadOnlyList<FeatureColumn> Described { get; }

    public ColumnPacking Packing { get; }

    /// <summary>The distance between rows in <see cref="RowMajor"/>: at least the number of packed columns.</summary>
    public int RowBytes { get; }

    /// <summary>All columns of a row side by side; begins at a cache line.</summary>
    public ReadOnlySpan<byte> RowMajor => _rows.Span;

    /// <summary>The bytes of each packed column.</summary>
    public byte[][] Columns { get; }

    /// <summary>Whether any row lies in the reserved bin of a feature.</summary>
    public bool[] HasReserved { get; }

    /// <summary>Bins a table by its own quantiles.</summary>
    /// <exception cref="Data.DataException">A categorical value is no code.</exception>
    public static BinnedTable From(FeatureSource source, BinningOptions options, ulong seed, int threads, CancellationToken cancellation) =>
        From(source, BinFinder.Find(source, options, seed, threads, cancellation), threads, cancellation);

    /// <summary>Bins a table by bins that were chosen from it: a feature with a missing value has a bin for it.</summary>
    public static BinnedTable From(FeatureSource source, FeatureBins[] bins, int threads, CancellationToken cancellation)
    {
        var table = new BinnedTable(source.Rows, bins, source.Columns);
        var lookups = Array.ConvertAll(bins, b => new BinLookup(b));
        var gate = new Lock();
        Blocks.Run(source.Rows, TaskRows, threads, cancellation, (_, start, end) =>
        {
            var seen = new bool[bins.Length];
            for (var from = start; from < end; from += BlockRows)
                table.Fill(source, lookups, from, Math.Min(BlockRows, end - from), seen);
            lock (gate)
                for (var f = 0; f < seen.Length; f++)
                    table.HasReserved[f] |= seen[f];
        });
        return table;
    }

    /// <summary>A copy of some rows, in the order given, with the same bins.</summary>
    public BinnedTable Take(int[] rows)
    {
        var taken = new BinnedTable(rows.Length, Features, Described);
        for (var c = 0; c < Columns.Length; c++)
            for (var i = 0; i < rows.Length; i++)
                taken.Columns[c][i] = Columns[c][rows[i]];
        for (var i = 0; i < rows.Length; i++)
            RowMajor.Slice(rows[i] * RowBytes, RowBytes).CopyTo(taken._rows.Span[(i * RowBytes)..]);
        HasReserved.CopyTo(taken.HasReserved, 0);
        return taken;
    }

    /// <summary>The bin of one feature in a number of its column.</summary>
    public int BinOf(int feature, int code) => code / Packing.Stride[feature] % Features[feature].Count;

    public void Dispose() => _rows.Dispose();

    private void Fill(FeatureSource source, BinLookup[] lookups, int start, int count, bool[] seen)
    {
        var values = (stackalloc float[BlockRows])[..count];
        var bins = (stackalloc byte[BlockRows])[..count];
        for (var f = 0; f < lookups.Length; f++)
        {
            source.Read(f, start, values);
            seen[f] |= lookups[f].Find(values, bins);
            var column = Columns[Packing.Column[f]].AsSpan(start, count);
            var stride = Packing.Stride[f];
            if (stride == 1)
                bins.CopyTo(column);
            else
                for (var i = 0; i < count; i++)
                    column[i] += (byte)(bins[i] * stride);
        }

        var rows = _rows.Span[(start * RowBytes)..];
        for (var c = 0; c < Columns.Length; c++)
        {
            var column = Columns[c].AsSpan(start, count);
            for (int i = 0, at = c; i < count; i++, at += RowBytes)
                rows[at] = column[i];
        }
    }
}
