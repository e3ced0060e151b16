using System.Collections.Concurrent;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Memory;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Batches;

/// <summary>All rows of a stream, in scratch files: values until they are binned, targets and weights as long as they are needed.</summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="file">The values of the features.</param>
/// <param name="source">The features.</param>
/// <param name="targets">The target of each row; of a category the place of its label.</param>
/// <param name="weights">The weight of each row; <see langword="null"/> where all are 1.</param>
/// <param name="groupSizes">The rows of each group; none where there are no groups.</param>
/// <param name="labels">The labels of the classes in ordinal order; none where the target is a number.</param>
internal sealed class SpilledRows(
    string folder, ScratchFile file, SpilledSource source, ScratchColumn<float> targets, ScratchColumn<float>? weights, int[] groupSizes, string[] labels) : IDisposable
{
    public string Folder => folder;

    public int Rows => source.Rows;

    public IReadOnlyList<FeatureColumn> Columns => source.Columns;

    public ScratchColumn<float> Targets => targets;

    public ScratchColumn<float>? Weights => weights;

    public int[] GroupSizes => groupSizes;

    public string[] Labels => labels;

    /// <summary>The constants to begin with, after checking that the objective can use the targets and groups.</summary>
    /// <exception cref="DataException"><c>bad-target</c> or <c>bad-group</c>.</exception>
    public double[] Constants(Objective objective)
    {
        objective.CheckGroups(new LabelledRows(new RowCount(Rows), [], [], groupSizes));
        using var allTargets = targets.Map();
        using var allWeights = weights?.Map();
        objective.Check(allTargets.Span);
        return objective.Constants(allTargets.Span, allWeights is null ? [] : allWeights.Span);
    }

    /// <summary>Bins all rows by their own quantiles, the same bins as of a table in memory, and gives up the values.</summary>
    /// <exception cref="DataException">A categorical value is no code, or <c>too-large</c>: the bins are more than can be mapped at once.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public BinnedTable Bin(BinningOptions options, FitContext context)
    {
        var bins = BinFinder.Find(source, options, context.Seed, context.Threads, context.Cancellation, weights is null ? null : weights.Read);
        var packing = ColumnPacking.Of(bins, Rows);
        CheckSize(packing.Columns);
        var store = new FileBins(folder, Rows, packing);
        try
        {
            var binner = new Binner(bins, packing);
            Fill(store, binner, packing, context);
            file.Dispose();
            return new BinnedTable(Rows, bins, Columns, packing, store, binner.HasReserved);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        targets.Dispose();
        weights?.Dispose();
    }

    private void Fill(FileBins store, Binner binner, ColumnPacking packing, FitContext context)
    {
        var layout = source.Layout;
        var free = new ConcurrentBag<(float[] Values, BinBlock Bins)>();
        var done = 0L;
        Blocks.Run(Rows, layout.BlockRows, context.Threads, context.Cancellation, (block, start, end) =>
        {
            if (!free.TryTake(out var room))
                room = (new float[layout.BlockValues], new BinBlock(layout.BlockRows, packing, store.RowBytes));
            var values = source.Block(block, room.Values);
            var seen = new bool[source.Features];
            for (var from = 0; from < values.Rows; from += Binner.MostRows)
                binner.Bin(
                    values, from, Math.Min(Binner.MostRows, values.Rows - from), room.Bins.Columns, room.Bins.Wide, from, room.Bins.Rows.AsSpan(from * store.RowBytes), store.RowBytes, seen);
            binner.Saw(seen);
            store.Write(start, room.Bins, end - start);
            free.Add(room);
            context.Progress?.Report(new FitProgress("bins", Interlocked.Add(ref done, end - start), Rows));
        });
    }

    private void CheckSize(int columns)
    {
        var most = (int.MaxValue - BinnedTable.RowPadding) / Math.Max(4, (columns + 3) / 4 * 4);
        if (Rows > most)
            throw new DataException($"{Rows} rows of {columns} bytes of bins are more than the 2 GiB that can be mapped at once; expected at most {most} rows.")
            {
                Code = "too-large", Hint = "Fit on a sample of the rows, or on fewer columns.",
            };
    }
}
