using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Finds every item's neighbours: row by row of the co-occurrence matrix, of which only one row a thread ever exists.</summary>
/// <remarks>C(i, j) = Σ_u v(u,i) · v(u,j) / |I(u)|^γ.</remarks>
internal sealed class NeighborSearch
{
    private const int ItemsPerBlock = 64;

    private readonly SparseRows _users;
    private readonly SparseRows _items;
    private readonly float[] _userWeights;

    /// <summary>Prepares a search.</summary>
    /// <param name="users">v, a row for each user.</param>
    /// <param name="activityDamping">γ.</param>
    public NeighborSearch(SparseRows users, double activityDamping)
    {
        _users = users;
        _items = users.Transposed();
        _userWeights = new float[users.RowCount];
        for (var user = 0; user < users.RowCount; user++)
            _userWeights[user] = (float)(1 / Powers.Of(Math.Max(1, users.LengthOf(user)), activityDamping));
    }

    /// <summary>How close two items are that share users.</summary>
    /// <param name="item">The item.</param>
    /// <param name="other">Another item.</param>
    /// <param name="together">C of the two, positive.</param>
    public delegate float Closeness(int item, int other, float together);

    /// <summary>The number of items.</summary>
    public int ItemCount => _items.RowCount;

    /// <summary>The number of users of an item.</summary>
    public int UsersOf(int item) => _items.LengthOf(item);

    /// <summary>C of an item with itself.</summary>
    public double NormOf(int item)
    {
        var rows = _items.ColumnsOf(item);
        var values = _items.ValuesOf(item);
        var norm = 0.0;
        for (var i = 0; i < rows.Length; i++)
            norm += (double)values[i] * values[i] * _userWeights[rows[i]];
        return norm;
    }

    /// <summary>Finds the lists, the closest first.</summary>
    /// <param name="neighbors">The most items of a list.</param>
    /// <param name="closeness">Called from several threads.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    /// <param name="changed">Which items get a list; all where it is <see langword="null"/>.</param>
    /// <param name="before">The lists of the others.</param>
    public NeighborLists Run(int neighbors, Closeness closeness, FitContext context, bool[]? changed = null, NeighborLists? before = null)
    {
        var items = new int[ItemCount][];
        var similarities = new float[ItemCount][];
        var done = 0L;
        Blocks.Run(ItemCount, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var sums = ArrayPool<float>.Shared.Rent(ItemCount);
            var touched = ArrayPool<int>.Shared.Rent(ItemCount);
            Array.Clear(sums);
            for (var item = start; item < end; item++)
                (items[item], similarities[item]) = changed is null || changed[item]
                    ? Row(item, sums, touched, neighbors, closeness)
                    : (before!.ItemsOf(item).ToArray(), before.SimilaritiesOf(item).ToArray());
            ArrayPool<float>.Shared.Return(sums);
            ArrayPool<int>.Shared.Return(touched);
            context.Progress?.Report(new FitProgress("items", Interlocked.Add(ref done, end - start), ItemCount));
        });
        return NeighborLists.Of(items, similarities);
    }

    /// <summary>Makes one list; leaves <paramref name="sums"/> all zero as it found it.</summary>
    private (int[] Items, float[] Similarities) Row(int item, float[] sums, int[] touched, int neighbors, Closeness closeness)
    {
        var count = 0;
        var rows = _items.ColumnsOf(item);
        var values = _items.ValuesOf(item);
        for (var r = 0; r < rows.Length; r++)
        {
            var scale = values[r] * _userWeights[rows[r]];
            var others = _users.ColumnsOf(rows[r]);
            var otherValues = _users.ValuesOf(rows[r]);
            for (var o = 0; o < others.Length; o++)
            {
                var other = others[o];
                if (sums[other] == 0)
                    touched[count++] = other;
                sums[other] += scale * otherValues[o];
            }
        }

        var room = Math.Min(count, neighbors);
        var top = new TopItems(new int[room], new float[room]);
        for (var t = 0; t < count; t++)
        {
            var other = touched[t];
            if (other != item)
                top.Offer(other, closeness(item, other, sums[other]));
            sums[other] = 0;
        }

        top.Sort();
        return (top.Items.ToArray(), top.Scores.ToArray());
    }
}
