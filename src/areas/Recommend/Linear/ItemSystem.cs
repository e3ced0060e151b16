using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Linear;

/// <summary>The items that have events, numbered one after another, and their Gram matrix.</summary>
internal sealed class ItemSystem
{
    private const int RowsPerBlock = 64;

    private readonly SparseRows _users;
    private readonly SparseRows _items;
    private readonly float[] _userWeights;
    private readonly int[] _places;
    private readonly double[] _norms;

    /// <summary>Numbers the items.</summary>
    /// <param name="users">X before users are weighted.</param>
    /// <param name="activityDamping">γ: a user of n items counts n^(−γ).</param>
    public ItemSystem(SparseRows users, double activityDamping)
    {
        _users = users;
        _items = users.Transposed();
        _userWeights = new float[users.RowCount];
        for (var user = 0; user < users.RowCount; user++)
            _userWeights[user] = (float)(1 / Powers.Of(Math.Max(1, users.LengthOf(user)), activityDamping));
        Items = [.. Enumerable.Range(0, _items.RowCount).Where(item => _items.LengthOf(item) > 0)];
        _places = new int[_items.RowCount];
        Array.Fill(_places, -1);
        _norms = new double[Items.Length];
        for (var place = 0; place < Items.Length; place++)
        {
            _places[Items[place]] = place;
            var rows = _items.ColumnsOf(Items[place]);
            var values = _items.ValuesOf(Items[place]);
            for (var r = 0; r < rows.Length; r++)
                _norms[place] += (double)values[r] * values[r] * _userWeights[rows[r]];
        }

        MeanNorm = _norms.Sum() / _norms.Length;
    }

    /// <summary>The number of items with events.</summary>
    public int Order => Items.Length;

    /// <summary>The items of the places, ascending.</summary>
    public int[] Items { get; }

    /// <summary>The number of all items.</summary>
    public int ItemCount => _places.Length;

    /// <summary>The mean of the diagonal.</summary>
    public double MeanNorm { get; }

    /// <summary>An element of the diagonal: how much there is of an item.</summary>
    public double NormOf(int place) => _norms[place];

    /// <summary>The number of users.</summary>
    public int UserCount => _users.RowCount;

    /// <summary>X, users weighted.</summary>
    public SparseRows Weighted()
    {
        var ones = new float[ItemCount];
        Array.Fill(ones, 1);
        return _users.Scaled(Array.ConvertAll(_userWeights, MathF.Sqrt), ones);
    }

    /// <summary>The upper triangle of XᵀX, (order × order), row-major.</summary>
    public float[] Gram(FitContext context)
    {
        var order = Order;
        var gram = new float[order * order];
        Blocks.Run(order, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var place = start; place < end; place++)
                AddRow(place, gram.AsSpan(place * order, order));
        });
        return gram;
    }

    private void AddRow(int place, Span<float> row)
    {
        var users = _items.ColumnsOf(Items[place]);
        var values = _items.ValuesOf(Items[place]);
        for (var u = 0; u < users.Length; u++)
        {
            var scale = values[u] * _userWeights[users[u]];
            var others = _users.ColumnsOf(users[u]);
            var otherValues = _users.ValuesOf(users[u]);
            for (var o = others.BinarySearch(Items[place]); o < others.Length; o++)
                row[_places[others[o]]] += scale * otherValues[o];
        }
    }
}
