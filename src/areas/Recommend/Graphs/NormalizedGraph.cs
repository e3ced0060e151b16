using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;
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

    /// <summary>Adds a multiple of s·S to a row, by way of the users who have an item of s.</summary>
    /// <param name="signal">The items of s.</param>
    /// <param name="sizes">Their values.</param>
    /// <param name="factor">The multiple.</param>
    /// <param name="sums">One place for each user, all zero; left so.</param>
    /// <param name="row">One place for each item.</param>
    public void AddProduct(ReadOnlySpan<int> signal, ReadOnlySpan<float> sizes, float factor, Span<float> sums, Span<float> row)
    {
        for (var i = 0; i < signal.Length; i++)
        {
            var users = _items.ColumnsOf(signal[i]);
            var values = _items.ValuesOf(signal[i]);
            for (var u = 0; u < users.Length; u++)
                sums[users[u]] += factor * sizes[i] * values[u];
        }

        foreach (var item in signal)
            foreach (var user in _items.ColumnsOf(item))
            {
                if (sums[user] == 0)
                    continue;
                var others = _users.ColumnsOf(user);
                var values = _users.ValuesOf(user);
                for (var o = 0; o < others.Length; o++)
                    row[others[o]] += sums[user] * values[o];
                sums[user] = 0;
            }
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
