namespace Kirana.Data.Feedback;

/// <summary>Collects events one by one and makes <see cref="Interactions"/> of them.</summary>
/// <remarks>Not thread-safe. Holds 20 bytes an entry while collecting.</remarks>
public sealed class InteractionsBuilder
{
    private readonly List<int> _rows = [];
    private readonly List<int> _columns = [];
    private readonly List<float> _weights = [];
    private readonly List<long> _times = [];
    private readonly int _minimumRows;

    /// <summary>Creates a builder.</summary>
    /// <param name="users">The users' map, grown by <see cref="Add(string, string, float, long)"/>; empty by default.</param>
    /// <param name="items">The items' map, likewise.</param>
    /// <param name="minimumRows">Rows the result has at least, for users without entries; 0 by default.</param>
    public InteractionsBuilder(IdMap? users = null, IdMap? items = null, int minimumRows = 0)
    {
        Users = users ?? new IdMap();
        Items = items ?? new IdMap();
        _minimumRows = minimumRows;
    }

    /// <summary>The users seen so far.</summary>
    public IdMap Users { get; }

    /// <summary>The items seen so far.</summary>
    public IdMap Items { get; }

    /// <summary>Adds one event by names.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="weight">How much the event says, positive and finite; 1 by default.</param>
    /// <param name="time">UTC microseconds since 1970, or a mere order; 0 by default.</param>
    public void Add(string user, string item, float weight = 1, long time = 0) =>
        Add(Users.GetOrAdd(user), Items.GetOrAdd(item), weight, time);

    /// <summary>Adds one event by indices.</summary>
    /// <param name="user">The user's index, 0 or more.</param>
    /// <param name="item">The item's index, 0 or more.</param>
    /// <param name="weight">How much the event says, positive and finite; 1 by default.</param>
    /// <param name="time">UTC microseconds since 1970, or a mere order; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative, or the weight is not positive and finite.</exception>
    public void Add(int user, int item, float weight = 1, long time = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(user);
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        if (!(weight > 0) || !float.IsFinite(weight))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is positive and finite.");
        _rows.Add(user);
        _columns.Add(item);
        _weights.Add(weight);
        _times.Add(time);
    }

    /// <summary>Makes the matrix; each row oldest first, equal times in the order they were added.</summary>
    public Interactions Build() => Build(byTime: true);

    /// <summary>Makes the matrix with each row in the order its entries were added.</summary>
    internal Interactions BuildUnordered() => Build(byTime: false);

    private Interactions Build(bool byTime)
    {
        var rows = Math.Max(_minimumRows, Users.Count);
        foreach (var row in _rows)
            rows = Math.Max(rows, row + 1);
        var starts = new long[rows + 1];
        foreach (var row in _rows)
            starts[row + 1]++;
        for (var row = 0; row < rows; row++)
            starts[row + 1] += starts[row];

        var order = new int[_rows.Count];
        var next = starts.AsSpan(0, rows).ToArray();
        for (var i = 0; i < order.Length; i++)
            order[next[_rows[i]]++] = i;
        if (byTime)
            for (var row = 0; row < rows; row++)
                order.AsSpan((int)starts[row]..(int)starts[row + 1])
                    .Sort((a, b) => _times[a] != _times[b] ? _times[a].CompareTo(_times[b]) : a.CompareTo(b));

        return new Interactions(Users, Items, starts,
            Array.ConvertAll(order, i => _columns[i]), Array.ConvertAll(order, i => _weights[i]), Array.ConvertAll(order, i => _times[i]));
    }
}
