using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Finds every item's neighbours: row by row of the co-occurrence matrix, of which only one row a thread ever exists.</summary>
internal sealed class NeighborSearch
{
    private const int ItemsPerBlock = 64;

    private readonly SparseRows _users;
    private readonly SparseRows _items;
    private readonly ItemNeighbors _options;
    private readonly float[] _userWeights;
    private readonly double[] _norms;
    private readonly int[][] _neighbors;
    private readonly float[][] _similarities;

    private NeighborSearch(SparseRows users, ItemNeighbors options)
    {
        _users = users;
        _items = users.Transposed();
        _options = options;
        _userWeights = new float[users.RowCount];
        for (var user = 0; user < users.RowCount; user++)
            _userWeights[user] = (float)(1 / Powers.Of(Math.Max(1, users.LengthOf(user)), options.ActivityDamping));
        _norms = new double[_items.RowCount];
        for (var item = 0; item < _norms.Length; item++)
        {
            var rows = _items.ColumnsOf(item);
            var values = _items.ValuesOf(item);
            for (var i = 0; i < rows.Length; i++)
                _norms[item] += (double)values[i] * values[i] * _userWeights[rows[i]];
        }

        _neighbors = new int[_items.RowCount][];
        _similarities = new float[_items.RowCount][];
    }

    /// <summary>Finds the lists.</summary>
    public static NeighborLists Run(SparseRows users, ItemNeighbors options, FitContext context)
    {
        var search = new NeighborSearch(users, options);
        var done = 0L;
        Blocks.Run(search._norms.Length, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            search.Block(start, end);
            context.Progress?.Report(new FitProgress("items", Interlocked.Add(ref done, end - start), search._norms.Length));
        });
        return NeighborLists.Of(search._neighbors, search._similarities);
    }

    private void Block(int start, int end)
    {
        var sums = ArrayPool<float>.Shared.Rent(_norms.Length);
        var touched = ArrayPool<int>.Shared.Rent(_norms.Length);
        Array.Clear(sums);
        for (var item = start; item < end; item++)
            Row(item, sums, touched);
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(touched);
    }

    /// <summary>Fills one list; leaves <paramref name="sums"/> all zero as it found it.</summary>
    private void Row(int item, float[] sums, int[] touched)
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

        var own = Powers.Of(_norms[item], 1 - _options.PopularityDamping);
        var top = new TopItems(new int[Math.Min(count, _options.Neighbors)], new float[Math.Min(count, _options.Neighbors)]);
        for (var t = 0; t < count; t++)
        {
            var other = touched[t];
            if (other != item)
                top.Offer(other, (float)(sums[other] / (own * Powers.Of(_norms[other], _options.PopularityDamping) + _options.Shrinkage)));
            sums[other] = 0;
        }

        top.Sort();
        _neighbors[item] = top.Items.ToArray();
        _similarities[item] = top.Scores.ToArray();
    }
}
