using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Linear;

/// <summary>The greatest coefficients of every item, taken from the inverse.</summary>
internal static class Coefficients
{
    private const int RowsPerBlock = 32;

    /// <summary>Takes them, the greatest first; signs are kept.</summary>
    public static NeighborLists Of(IItemInverse inverse, ItemSystem system, LinearItems options, FitContext context)
    {
        var order = system.Order;
        // What turns an element of the inverse into a coefficient of the column's item.
        var factors = new float[order];
        for (var j = 0; j < order; j++)
            factors[j] = (float)(-1 / (inverse.DiagonalOf(j) * Powers.Of(system.NormOf(j) / system.MeanNorm, options.PopularityDamping)));

        var items = new int[system.ItemCount][];
        var values = new float[system.ItemCount][];
        Array.Fill(items, []);
        Array.Fill(values, []);
        var done = 0L;
        Blocks.Run(order, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var rented = ArrayPool<float>.Shared.Rent((end - start) * order);
            var rows = rented.AsSpan(0, (end - start) * order);
            inverse.Write(start, rows);
            for (var i = start; i < end; i++)
                (items[system.Items[i]], values[system.Items[i]]) = Greatest(rows.Slice((i - start) * order, order), i, factors, system, options.Entries);
            ArrayPool<float>.Shared.Return(rented);
            context.Progress?.Report(new FitProgress("coefficients", Interlocked.Add(ref done, end - start), order));
        });
        return NeighborLists.Of(items, values);
    }

    private static (int[] Items, float[] Values) Greatest(Span<float> row, int own, float[] factors, ItemSystem system, int most)
    {
        row[own] = 0;
        for (var j = 0; j < row.Length; j++)
            row[j] *= factors[j];
        var (items, values) = GreatestEntries.Of(row, most);
        foreach (ref var item in items.AsSpan())
            item = system.Items[item];
        return (items, values);
    }
}
