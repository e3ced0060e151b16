using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Histograms;

/// <summary>Builds the histogram of a set of rows, on any number of threads with the same bits.</summary>
/// <remarks>Rows are cut into chunks by their number alone; each chunk is summed in row order and the chunks are added in their order.
/// Inside a chunk, threads take different columns, which leaves the order of every cell's additions as it is.</remarks>
internal sealed class HistogramBuilder(BinnedTable table, HistogramPool pool, int threads, CancellationToken cancellation)
{
    private const int ChunkRows = 1 << 16;
    private const int MostChunks = 16;

    // Fewer rows are one chunk: to add two parts up would take too large a share of the time.
    private const int WorthAChunk = 1 << 14;

    // So many cells stay in the second-level cache.
    private const int TileCells = 1 << 14;

    // Below this number of additions another thread costs more than it brings.
    private const int WorthAThread = 1 << 15;

    /// <summary>Fills a histogram with the rows of <paramref name="index"/>.</summary>
    /// <param name="index">Rows of the table.</param>
    /// <param name="all">Whether <paramref name="index"/> is every row in order.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="result">The histogram to fill.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(ReadOnlyMemory<int> index, bool all, GradientPair[] pairs, Histogram result)
    {
        var chunks = ChunksOf(index.Length);
        if (threads == 1)
            BuildAlone(index.Span, all, pairs, result, chunks);
        else
            BuildTogether(index, all, pairs, result, chunks);
        if (table.Packing.Wide.Length > 0)
            AddWide(index, pairs, result);
    }

    /// <summary>One chunk after another in the same memory, which so stays in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildAlone(ReadOnlySpan<int> index, bool all, GradientPair[] pairs, Histogram result, int chunks)
    {
        var (chunkRows, columns) = ((index.Length + chunks - 1) / chunks, table.Packing.Columns);
        var part = chunks > 1 ? pool.Rent() : null;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Math.Min(chunk * chunkRows, index.Length);
            var rows = index[start..Math.Min(start + chunkRows, index.Length)];
            AddTiles(rows, all ? start : -1, pairs, chunk == 0 ? result : part!);
            for (var column = 0; chunk > 0 && column < columns; column++)
                PairSums.Add(part!.Column(column), result.Column(column));
        }

        if (part is not null)
            pool.Return(part);
    }

    private void BuildTogether(ReadOnlyMemory<int> index, bool all, GradientPair[] pairs, Histogram result, int chunks)
    {
        var chunkRows = (index.Length + chunks - 1) / chunks;
        var tileColumns = TileOf(index.Length, chunks);
        var tiles = (table.Packing.Columns + tileColumns - 1) / tileColumns;
        var parts = new Histogram[chunks];
        parts[0] = result;
        for (var chunk = 1; chunk < chunks; chunk++)
            parts[chunk] = pool.Rent();

        Blocks.Run(parts.Length * tiles, 1, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (task, _, _) =>
        {
            var (chunk, first) = (task / tiles, task % tiles * tileColumns);
            var start = chunk * chunkRows;
            Add(index.Span[start..Math.Min(start + chunkRows, index.Length)], all ? start : -1, pairs, parts[chunk], first, Math.Min(tileColumns, table.Packing.Columns - first));
        });

        if (chunks > 1)
            Blocks.Run(table.Packing.Columns, 1, (long)chunks * result.Cells.Length < WorthAThread * 4 ? 1 : threads, cancellation, (column, _, _) =>
            {
                for (var chunk = 1; chunk < chunks; chunk++)
                    PairSums.Add(parts[chunk].Column(column), result.Column(column));
            });
        for (var chunk = 1; chunk < chunks; chunk++)
            pool.Return(parts[chunk]);
    }

    /// <summary>Adds the wide features: each by one thread and without chunks, whose cells would be too many.</summary>
    private void AddWide(ReadOnlyMemory<int> index, GradientPair[] pairs, Histogram result)
    {
        result.EnsureWide();
        Blocks.Run(table.Packing.Wide.Length, 1, (long)index.Length * table.Packing.Wide.Length < WorthAThread ? 1 : threads, cancellation, (wide, _, _) =>
        {
            result.Wide(wide).Clear();
            WideHistogram.AddRows(table.Wide(wide).Span, MemoryMarshal.Cast<GradientPair, float>(pairs), index.Span, result.Wide(wide));
        });
    }

    /// <summary>An even number of equal chunks, so that two threads have the same to do.</summary>
    private static int ChunksOf(int rows) => rows < WorthAChunk ? 1 : Math.Min(MostChunks, 2 * ((rows - 1) / (2 * ChunkRows) + 1));

    private int TileOf(int rows, int chunks)
    {
        var columns = table.Packing.Columns;
        var wanted = Math.Min(threads / chunks, (int)Math.Min(int.MaxValue, (long)rows * columns / WorthAThread));
        var tile = wanted < 2 ? columns : (columns + wanted - 1) / wanted;
        return Math.Clamp((tile + 7) / 8 * 8, 8, TileCells / table.Packing.MostCodes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTiles(ReadOnlySpan<int> index, int start, GradientPair[] pairs, Histogram part)
    {
        var tileColumns = TileOf(index.Length, chunks: 1);
        for (var first = 0; first < table.Packing.Columns; first += tileColumns)
            Add(index, start, pairs, part, first, Math.Min(tileColumns, table.Packing.Columns - first));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<int> index, int start, GradientPair[] pairs, Histogram part, int firstColumn, int columns)
    {
        var padded = (columns + 3) / 4 * 4;
        part.Clear(firstColumn, padded);
        var rows = table.RowMajor[firstColumn..];
        var codes = table.Packing.MostCodes;
        var cells = part.Cells[(firstColumn * 2 * codes)..];
        var floats = MemoryMarshal.Cast<GradientPair, float>(pairs);
        if (start >= 0)
            PairHistogram.AddRange(rows, table.RowBytes, columns, codes, floats, start, start + index.Length, cells);
        else
            PairHistogram.AddRows(rows, table.RowBytes, columns, codes, floats, index, cells);
    }
}
