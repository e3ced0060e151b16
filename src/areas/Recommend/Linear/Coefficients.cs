using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Linear;

/// <summary>The greatest coefficients of every item, taken from the inverse.</summary>
internal static class Coefficients
{
    private const int RowsPerBlock = 16;

    /// <summary>Takes them, the greatest first; signs are kept.</summary>
    public static NeighborLists Of(float[] inverse, ItemSystem system, LinearItems options, FitContext context)
    {
        var order = system.Order;
        // What turns an element of the inverse into a coefficient of the column's item.
        var factors = new float[order];
        for (var j = 0; j < order; j++)
            factors[j] = (float)(-1 / (inverse[j * order + j] * Powers.Of(system.NormOf(j) / system.MeanNorm, options.PopularityDamping)));

        var items = new int[system.ItemCount][];
        var values = new float[system.ItemCount][];
        Array.Fill(items, []);
        Array.Fill(values, []);
        Blocks.Run(order, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                var row = inverse.AsSpan(i * order, order);
                var room = Math.Min(options.Entries, order);
                var top = new TopItems(new int[room], new float[room]);
                for (var j = 0; j < order; j++)
                    if (j != i && Math.Abs(row[j] * factors[j]) is var size and > 0)
                        top.Offer(j, size);
                top.Sort();
                items[system.Items[i]] = new int[top.Items.Length];
                values[system.Items[i]] = new float[top.Items.Length];
                for (var t = 0; t < top.Items.Length; t++)
                {
                    items[system.Items[i]][t] = system.Items[top.Items[t]];
                    values[system.Items[i]][t] = row[top.Items[t]] * factors[top.Items[t]];
                }
            }
        });
        return NeighborLists.Of(items, values);
    }
}
