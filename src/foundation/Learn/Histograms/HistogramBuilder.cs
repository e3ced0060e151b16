using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Histograms;

/// <summary>Builds the histogram of a set of rows, on any number of threads with the same bits.</summary>
/// <remarks>Sums of pairs on a <see cref="PairGrid"/> are exact, so the order of additions is free: threads take blocks of rows as they become
/// free and add them to a histogram of their own, or take different columns where there are few rows; and all rows of a wide table are added
/// column by column, while rows that lie apart, or a histogram that stays in the cache, are added row by row.</remarks>
internal sealed class HistogramBuilder(BinnedTable table, HistogramPool pool, int threads, CancellationToken cancellation)
{
    private const int BlockRows = 1 << 13;

    // For fewer rows threads take columns: to add their histograms up would take too large a share of the time.
    private const int WorthAHistogram = 1 << 14;

    // So many cells share the second-level cache with the rows and pairs that are read along with them.
    private const int TileCells = 1 << 13;

    // Below this number of additions another thread costs more than it brings.
    private const int WorthAThread = 1 << 15;

    /// <summary>Fills a histogram with the rows of <paramref name="index"/>.</summary>
    /// <param name="index">Rows of the table.</param>
    /// <param name="all">Whether <paramref name="index"/> is every row in order.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table, on a grid.</param>
    /// <param name="result">The histogram to fill.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(ReadOnlyMemory<int> index, bool all, GradientPair[] pairs, Histogram result)
    {
        if (threads > 1 && index.Length >= WorthAHistogram)
            BuildByRows(index, all, pairs, result);
        else
            BuildByColumns(index, all, pairs, result);
        if (table.Packing.Wide.Length > 0)
            AddWide(index, pairs, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildByColumns(ReadOnlyMemory<int> index, bool all, GradientPair[] pairs, Histogram result)
    {
        var columns = table.Packing.Columns;
        var shares = (int)Math.Min(threads, (long)index.Length * columns / WorthAThread);
        if (shares > 1)
            Blocks.Run(columns, TileOf(shares), threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (_, first, end) => Fill(index.Span, all, pairs, result, first, end));
        else
            for (int first = 0, tileColumns = ReadsColumns(all) ? columns : TileOf(1); first < columns; first += tileColumns)
                Fill(index.Span, all, pairs, result, first, Math.Min(first + tileColumns, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Fill(ReadOnlySpan<int> index, bool all, GradientPair[] pairs, Histogram result, int first, int end)
    {
        result.Clear(first, Padded(end - first));
        Add(index, all ? 0 : -1, pairs, result, first, end - first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildByRows(ReadOnlyMemory<int> index, bool all, GradientPair[] pairs, Histogram result)
    {
        var columns = table.Packing.Columns;
        var tileColumns = ReadsColumns(all) ? Math.Max(1, columns) : TileOf(1);
        var parts = new Histogram?[threads];
        for (var first = 0; first < columns; first += tileColumns)
            Blocks.RunByWorker(index.Length, BlockRows, threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (worker, start, end) =>
            {
                if (parts[worker] is null)
                    (parts[worker] = worker == 0 ? result : pool.Rent()).Clear(0, Padded(columns));
                Add(index.Span[start..end], all ? start : -1, pairs, parts[worker]!, first, Math.Min(tileColumns, columns - first));
            });

        if (parts[0] is null)
            result.Clear(0, Padded(columns));
        Blocks.Run(columns, Math.Max(1, columns / 8), (long)parts.Length * result.Cells.Length < WorthAThread * 4 ? 1 : threads, cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (_, first, end) =>
        {
            foreach (var part in parts.AsSpan(1))
                for (var column = first; part is not null && column < end; column++)
                    PairSums.Add(part.Column(column), result.Column(column));
        });
        foreach (var part in parts.AsSpan(1))
            if (part is not null)
                pool.Return(part);
    }

    /// <summary>Adds the wide features: each by one thread.</summary>
    private void AddWide(ReadOnlyMemory<int> index, GradientPair[] pairs, Histogram result)
    {
        result.EnsureWide();
        Blocks.Run(table.Packing.Wide.Length, 1, (long)index.Length * table.Packing.Wide.Length < WorthAThread ? 1 : threads, cancellation, (wide, _, _) =>
        {
            result.Wide(wide).Clear();
            WideHistogram.AddRows(table.Wide(wide).Span, MemoryMarshal.Cast<GradientPair, float>(pairs), index.Span, result.Wide(wide));
        });
    }

    /// <summary>Kernels add up to whole fours of columns.</summary>
    private static int Padded(int columns) => (columns + 3) / 4 * 4;

    /// <summary>Whether rows are added column by column; by the shape of the table alone.</summary>
    private bool ReadsColumns(bool all) => all && table.HoldsColumns && table.Packing.Columns * table.Packing.MostCodes > TileCells;

    private void AddColumns(int start, int end, ReadOnlySpan<float> pairs, Histogram part, int firstColumn, int columns)
    {
        for (; start < end; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, end - start);
            for (var column = firstColumn; column < firstColumn + columns; column++)
                ColumnHistogram.Add(table.Column(column).Span.Slice(start, rows), pairs[(2 * start)..], part.Column(column));
        }
    }

    /// <summary>How many columns are added together: a share of them for each of several threads, and no more than the cache holds.</summary>
    private int TileOf(int shares)
    {
        var columns = table.Packing.Columns;
        var tile = shares < 2 ? columns : (columns + shares - 1) / shares;
        return Math.Clamp((tile + 7) / 8 * 8, 8, TileCells / table.Packing.MostCodes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Add(ReadOnlySpan<int> index, int start, GradientPair[] pairs, Histogram part, int firstColumn, int columns)
    {
        var floats = MemoryMarshal.Cast<GradientPair, float>(pairs);
        if (ReadsColumns(all: start >= 0))
        {
            AddColumns(start, start + index.Length, floats, part, firstColumn, columns);
            return;
        }

        var rows = table.RowMajor[firstColumn..];
        var codes = table.Packing.MostCodes;
        var cells = part.Cells[(firstColumn * 2 * codes)..];
        if (start >= 0)
            PairHistogram.AddRange(rows, table.RowBytes, columns, codes, floats, start, start + index.Length, cells);
        else
            PairHistogram.AddRows(rows, table.RowBytes, columns, codes, floats, index, cells);
    }
}
