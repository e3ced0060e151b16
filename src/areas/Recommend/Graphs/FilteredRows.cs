using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;

namespace Kirana.Recommend.Graphs;

/// <summary>Sends a signal for each item through the filter of a graph, and keeps the greatest weights that come out.</summary>
/// <remarks>Rows are made a few at a time: the strong directions by one product of matrices, the weak ones by the graph itself.</remarks>
internal sealed class FilteredRows
{
    private const int MostRowsPerBlock = 64;

    // So many numbers of users or items a block may take, where they are too many for as many rows.
    private const int PlacesPerBlock = 1 << 23;
    private const int ValuesOfHeight = 10;

    private readonly NormalizedGraph _graph;
    private readonly SpectralBasis _basis;
    private readonly float[] _gains;
    private readonly float _weak;

    /// <summary>Prepares the filter.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="basis">Its strong directions.</param>
    /// <param name="response">h.</param>
    public FilteredRows(NormalizedGraph graph, SpectralBasis basis, FilterResponse response)
    {
        _graph = graph;
        _basis = basis;
        var (least, greatest) = (basis.Values[^1], basis.Values[0]);
        _weak = (float)response.OfWeak(least, greatest);
        _gains = Array.ConvertAll(basis.Values, value => value == 0 ? 0 : (float)response.Of(value, greatest) - _weak * (float)value);
    }

    /// <summary>Filters.</summary>
    /// <param name="signals">A signal for each item, a row over items.</param>
    /// <param name="to">What each place of what comes out is multiplied by.</param>
    /// <param name="mix">μ: each signal itself is added to μ times what comes out, brought to the height of the signal;
    /// <see langword="null"/> for what comes out alone.</param>
    /// <param name="entries">The weights kept of each row, the greatest in absolute value first; signs are kept.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    public NeighborLists Of(NeighborLists signals, float[] to, double? mix, int entries, FitContext context)
    {
        var (count, width) = (_graph.ItemCount, _gains.Length);
        var items = new int[count][];
        var weights = new float[count][];
        var done = 0L;
        var rowsPerBlock = Math.Clamp(PlacesPerBlock / Math.Max(1, Math.Max(count, _graph.UserCount)), 1, MostRowsPerBlock);
        Blocks.Run(count, rowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var rows = end - start;
            var strong = new float[width * rows];
            var projection = new float[width];
            for (var row = 0; row < rows; row++)
            {
                Project(signals.ItemsOf(start + row), signals.SimilaritiesOf(start + row), projection);
                for (var k = 0; k < width; k++)
                    strong[k * rows + row] = projection[k];
            }

            var rented = ArrayPool<float>.Shared.Rent(count * rows);
            var block = rented.AsSpan(0, count * rows);
            Gemm.Multiply(count, rows, width, _basis.Vectors, strong, block);
            _graph.AddProduct(signals, start, rows, _weak, block);
            var values = ArrayPool<float>.Shared.Rent(count);
            var own = values.AsSpan(0, count);
            for (var item = start; item < end; item++)
            {
                for (var j = 0; j < count; j++)
                    own[j] = block[j * rows + item - start] * to[j];
                var signal = signals.ItemsOf(item);
                if (mix is { } share)
                    Mix(signal, signals.SimilaritiesOf(item), share, own);
                own[item] = 0;
                (items[item], weights[item]) = signal.IsEmpty ? ([], []) : GreatestEntries.Of(own, entries);
            }

            ArrayPool<float>.Shared.Return(values);
            ArrayPool<float>.Shared.Return(rented);
            context.Progress?.Report(new FitProgress("items", Interlocked.Add(ref done, end - start), count));
        });
        return NeighborLists.Of(items, weights);
    }

    private void Project(ReadOnlySpan<int> signal, ReadOnlySpan<float> sizes, Span<float> projection)
    {
        projection.Clear();
        GatheredRows.AddWeighted(_basis.Vectors, projection.Length, signal, sizes, projection);
        for (var k = 0; k < projection.Length; k++)
            projection[k] *= _gains[k];
    }

    /// <summary>Brings a row to the height of its signal times a share, and adds the signal.</summary>
    private static void Mix(ReadOnlySpan<int> signal, ReadOnlySpan<float> sizes, double share, Span<float> row)
    {
        var height = HeightOf(row);
        Scale.By(height > 0 ? (float)(share * HeightOf(sizes) / height) : 0, row);
        for (var i = 0; i < signal.Length; i++)
            row[signal[i]] += sizes[i];
    }

    /// <summary>The mean of the greatest few values: one alone would be chance.</summary>
    private static double HeightOf(ReadOnlySpan<float> values)
    {
        Span<int> places = stackalloc int[ValuesOfHeight];
        Span<float> kept = stackalloc float[ValuesOfHeight];
        var top = new TopItems(places, kept);
        for (var rest = values; FirstAtLeast.In(rest, top.Threshold) is var next and >= 0; rest = rest[(next + 1)..])
            top.Offer(values.Length - rest.Length + next, rest[next]);
        var sum = 0.0;
        foreach (var value in top.Scores)
            sum += value;
        return top.Scores.IsEmpty ? 0 : sum / top.Scores.Length;
    }
}
