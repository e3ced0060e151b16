using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Graphs;

/// <summary>The graph of users and items with its degrees taken out: N(u, i) = v(u, i) / (|I(u)|^(γ/2) · n(i)^β), and S = NᵀN.</summary>
/// <remarks>S is never formed: it is multiplied by way of the users.</remarks>
internal sealed class NormalizedGraph
{
    private const int RowsPerBlock = 256;

    private readonly SparseRows _users;
    private readonly SparseRows _items;

    /// <summary>Takes the degrees out.</summary>
    /// <param name="values">v, a row for each user.</param>
    /// <param name="activityDamping">γ.</param>
    /// <param name="popularityDamping">β.</param>
    public NormalizedGraph(SparseRows values, double activityDamping, double popularityDamping)
    {
        var rows = new float[values.RowCount];
        for (var user = 0; user < rows.Length; user++)
            rows[user] = (float)(1 / Powers.Of(Math.Max(1, values.LengthOf(user)), activityDamping / 2));
        var items = values.Transposed();
        Degrees = new int[items.RowCount];
        var columns = new float[items.RowCount];
        for (var item = 0; item < columns.Length; item++)
        {
            Degrees[item] = items.LengthOf(item);
            columns[item] = (float)(1 / Powers.Of(Math.Max(1, Degrees[item]), popularityDamping));
        }

        _users = values.Scaled(rows, columns);
        _items = _users.Transposed();
    }

    /// <summary>The number of users.</summary>
    public int UserCount => _users.RowCount;

    /// <summary>The number of items.</summary>
    public int ItemCount => _items.RowCount;

    /// <summary>n, the number of users of each item.</summary>
    public int[] Degrees { get; }

    /// <summary>The most different directions there can be.</summary>
    public int MostDirections => Math.Min(_users.RowCount, Degrees.Count(degree => degree > 0));

    /// <summary>N·Y (users × width) of a Y (items × width).</summary>
    public float[] ToUsers(float[] vectors, int width, FitContext context) => Multiply(_users, vectors, width, context);

    /// <summary>NᵀZ (items × width) of a Z (users × width).</summary>
    public float[] ToItems(float[] vectors, int width, FitContext context) => Multiply(_items, vectors, width, context);

    /// <summary>Adds a multiple of S·sᵀ for each of some signals s, side by side, by way of the users.</summary>
    /// <param name="signals">A signal for each item.</param>
    /// <param name="first">The first of the signals.</param>
    /// <param name="width">How many signals follow one another.</param>
    /// <param name="factor">The multiple.</param>
    /// <param name="result">A row of <paramref name="width"/> places for each item.</param>
    public void AddProduct(NeighborLists signals, int first, int width, float factor, Span<float> result)
    {
        var rented = ArrayPool<float>.Shared.Rent(UserCount * width);
        var sums = rented.AsSpan(0, UserCount * width);
        sums.Clear();
        // One way takes a step for each user of each item of a signal, the other a wider one for each user and item there are.
        var steps = 0L;
        for (var s = first; s < first + width; s++)
            foreach (var item in signals.ItemsOf(s))
                steps += Degrees[item];
        if (steps < 2L * _users.Count)
            AddByReach(signals, first, width, factor, sums, result);
        else
            AddByRows(signals, first, width, factor, sums, result);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>By way of the users who have an item of a signal, one item after another.</summary>
    private void AddByReach(NeighborLists signals, int first, int width, float factor, Span<float> sums, Span<float> result)
    {
        var isReached = new bool[UserCount];
        for (var s = 0; s < width; s++)
        {
            var signal = signals.ItemsOf(first + s);
            var sizes = signals.SimilaritiesOf(first + s);
            for (var i = 0; i < signal.Length; i++)
            {
                var users = _items.ColumnsOf(signal[i]);
                var values = _items.ValuesOf(signal[i]);
                for (var u = 0; u < users.Length; u++)
                {
                    sums[users[u] * width + s] += factor * sizes[i] * values[u];
                    isReached[users[u]] = true;
                }
            }
        }

        for (var user = 0; user < isReached.Length; user++)
        {
            if (!isReached[user])
                continue;
            var items = _users.ColumnsOf(user);
            var values = _users.ValuesOf(user);
            for (var i = 0; i < items.Length; i++)
                Axpy.Add(values[i], sums.Slice(user * width, width), result.Slice(items[i] * width, width));
        }
    }

    /// <summary>By way of all users, all signals together.</summary>
    private void AddByRows(NeighborLists signals, int first, int width, float factor, Span<float> sums, Span<float> result)
    {
        var rented = ArrayPool<float>.Shared.Rent(ItemCount * width);
        var sizes = rented.AsSpan(0, ItemCount * width);
        sizes.Clear();
        for (var s = 0; s < width; s++)
        {
            var signal = signals.ItemsOf(first + s);
            for (var i = 0; i < signal.Length; i++)
                sizes[signal[i] * width + s] = factor * signals.SimilaritiesOf(first + s)[i];
        }

        for (var user = 0; user < UserCount; user++)
            GatheredRows.AddWeighted(sizes, width, _users.ColumnsOf(user), _users.ValuesOf(user), sums.Slice(user * width, width));
        for (var item = 0; item < ItemCount; item++)
            GatheredRows.AddWeighted(sums, width, _items.ColumnsOf(item), _items.ValuesOf(item), result.Slice(item * width, width));
        ArrayPool<float>.Shared.Return(rented);
    }

    private static float[] Multiply(SparseRows matrix, float[] vectors, int width, FitContext context)
    {
        var result = new float[matrix.RowCount * width];
        Blocks.Run(matrix.RowCount, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
                GatheredRows.AddWeighted(vectors, width, matrix.ColumnsOf(row), matrix.ValuesOf(row), result.AsSpan(row * width, width));
        });
        return result;
    }
}
