namespace Kirana.Data.Feedback;

/// <summary>Who dealt with what: a sparse matrix (users × items) of weights with times, stored by user (compressed sparse rows).</summary>
/// <remarks>Immutable and thread-safe. Rows hold their entries oldest first and may name an item more than once;
/// <see cref="Merged"/> gives one entry for each pair.</remarks>
public sealed class Interactions
{
    private readonly long[] _starts;
    private readonly int[] _items;
    private readonly float[] _weights;
    private readonly long[] _times;

    internal Interactions(IdMap users, IdMap items, int itemCount, long[] starts, int[] itemIndices, float[] weights, long[] times)
    {
        Users = users;
        Items = items;
        ItemCount = itemCount;
        _starts = starts;
        _items = itemIndices;
        _weights = weights;
        _times = times;
    }

    /// <summary>The users; the index of a user is its row.</summary>
    public IdMap Users { get; }

    /// <summary>The items; the index of an item is its column. May name more items than occur, and none where events were added by index.</summary>
    public IdMap Items { get; }

    /// <summary>The number of rows.</summary>
    public int UserCount => _starts.Length - 1;

    /// <summary>The number of columns: the items that were named or used when the matrix was made.</summary>
    public int ItemCount { get; }

    /// <summary>The number of entries.</summary>
    public long Count => _items.Length;

    /// <summary>The item indices of one user, oldest first.</summary>
    /// <param name="user">0 … <see cref="UserCount"/> − 1.</param>
    public ReadOnlySpan<int> ItemsOf(int user) => _items.AsSpan(Row(user));

    /// <summary>The weights of one user's entries, beside <see cref="ItemsOf"/>. Positive; 1 for a plain event.</summary>
    /// <param name="user">0 … <see cref="UserCount"/> − 1.</param>
    public ReadOnlySpan<float> WeightsOf(int user) => _weights.AsSpan(Row(user));

    /// <summary>The times of one user's entries in UTC microseconds since 1970, beside <see cref="ItemsOf"/>; a mere order where no times exist.</summary>
    /// <param name="user">0 … <see cref="UserCount"/> − 1.</param>
    public ReadOnlySpan<long> TimesOf(int user) => _times.AsSpan(Row(user));

    /// <summary>One entry for each (user, item): weights added, the latest time kept, items of a row in ascending order.</summary>
    public Interactions Merged()
    {
        var starts = new long[UserCount + 1];
        var items = new int[_items.Length];
        var weights = new float[_items.Length];
        var times = new long[_items.Length];
        // One place for each item, used again by every row, and the row that used it last.
        var lastRow = new int[ItemCount];
        var sums = new double[ItemCount];
        var latest = new long[ItemCount];
        var count = 0;
        for (var user = 0; user < UserCount; user++)
        {
            var first = count;
            var range = Row(user);
            for (var i = range.Start.Value; i < range.End.Value; i++)
            {
                var item = _items[i];
                if (lastRow[item] != user + 1)
                {
                    (lastRow[item], sums[item], latest[item]) = (user + 1, 0, long.MinValue);
                    items[count++] = item;
                }

                sums[item] += _weights[i];
                latest[item] = Math.Max(latest[item], _times[i]);
            }

            items.AsSpan(first, count - first).Sort();
            for (var i = first; i < count; i++)
                (weights[i], times[i]) = ((float)sums[items[i]], latest[items[i]]);
            starts[user + 1] = count;
        }

        return new Interactions(Users, Items, ItemCount, starts, items[..count], weights[..count], times[..count]);
    }

    /// <summary>The same entries stored by item: rows are items, columns are users, each row in ascending order of users and not of
    /// time, the entries of one pair as they were.</summary>
    public Interactions Transposed()
    {
        var starts = InteractionsBuilder.Starts(_items, ItemCount);
        var next = starts.AsSpan(0, ItemCount).ToArray();
        var users = new int[_items.Length];
        var weights = new float[_items.Length];
        var times = new long[_items.Length];
        for (var user = 0; user < UserCount; user++)
        {
            var range = Row(user);
            for (var i = range.Start.Value; i < range.End.Value; i++)
            {
                var place = next[_items[i]]++;
                (users[place], weights[place], times[place]) = (user, _weights[i], _times[i]);
            }
        }

        return new Interactions(Items, Users, UserCount, starts, users, weights, times);
    }

    private Range Row(int user) => (int)_starts[user]..(int)_starts[user + 1];
}
