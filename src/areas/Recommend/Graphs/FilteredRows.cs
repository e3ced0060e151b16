using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Graphs;

/// <summary>The greatest weights of every row of h(S), made a few rows at a time.</summary>
internal static class FilteredRows
{
    private const int RowsPerBlock = 64;

    /// <summary>Makes them, the greatest in absolute value first; signs are kept.</summary>
    public static NeighborLists Of(NormalizedGraph graph, SpectralBasis basis, GraphFilter options, FitContext context)
    {
        var (count, width) = (graph.ItemCount, basis.Values.Length);
        var weak = (float)options.WeakResponse(basis.Values[^1], basis.Values[0]);
        var gains = Array.ConvertAll(basis.Values, value => value == 0 ? 0 : (float)options.Response(value, basis.Values[0]) - weak * (float)value);
        var from = Array.ConvertAll(graph.Degrees, degree => (float)(1 / Powers.Of(Math.Max(1, degree), options.HistoryDamping)));
        var to = Array.ConvertAll(graph.Degrees, degree => (float)Powers.Of(Math.Max(1, degree), options.CandidatePopularity));
        var columns = Transposed(basis.Vectors, count, width);

        var items = new int[count][];
        var weights = new float[count][];
        var done = 0L;
        Blocks.Run(count, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var left = new float[(end - start) * width];
            for (var i = 0; i < left.Length; i++)
                left[i] = basis.Vectors[start * width + i] * gains[i % width];
            var rented = ArrayPool<float>.Shared.Rent((end - start) * count);
            var rows = rented.AsSpan(0, (end - start) * count);
            Gemm.Multiply(end - start, count, width, left, columns, rows);
            for (var item = start; item < end; item++)
            {
                var row = rows.Slice((item - start) * count, count);
                graph.AddRow(item, weak, row);
                for (var j = 0; j < count; j++)
                    row[j] *= from[item] * to[j];
                (items[item], weights[item]) = Greatest(row, item, graph.Degrees[item] == 0 ? 0 : Math.Min(options.Entries, count - 1));
            }

            ArrayPool<float>.Shared.Return(rented);
            context.Progress?.Report(new FitProgress("items", Interlocked.Add(ref done, end - start), count));
        });
        return NeighborLists.Of(items, weights);
    }

    private static (int[] Items, float[] Weights) Greatest(ReadOnlySpan<float> row, int item, int room)
    {
        var top = new TopItems(new int[room], new float[room]);
        for (var j = 0; j < row.Length; j++)
            if (j != item && Math.Abs(row[j]) is var size and > 0)
                top.Offer(j, size);
        top.Sort();
        var weights = new float[top.Items.Length];
        for (var t = 0; t < weights.Length; t++)
            weights[t] = row[top.Items[t]];
        return (top.Items.ToArray(), weights);
    }

    private static float[] Transposed(float[] vectors, int count, int width)
    {
        var columns = new float[vectors.Length];
        for (var item = 0; item < count; item++)
            for (var k = 0; k < width; k++)
                columns[k * count + item] = vectors[item * width + k];
        return columns;
    }
}
