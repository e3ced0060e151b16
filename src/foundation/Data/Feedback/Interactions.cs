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

    internal Interactions(IdMap users, IdMap items, long[] starts, int[] itemIndices, float[] weights, long[] times)
    {
        Users = users;
        Items = items;
        _starts = starts;
        _items = itemIndices;
        _weights = weights;
        _times = times;
    }

    /// <summary>The users; the index of a user is its row.</summary>
    public IdMap Users { get; }

    /// <summary>The items; the index of an item is its column. May name more items than occur.</summary>
    public IdMap Items { get; }

    /// <summary>The number of rows.</summary>
    public int UserCount => _starts.Length - 1;

    /// <summary>The number of columns.</summary>
    public int ItemCount => Items.Count;

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
        var builder = new InteractionsBuilder(Users, Items, UserCount);
        var sums = new Dictionary<int, (double Weight, long Time)>();
        for (var user = 0; user < UserCount; user++)
        {
            sums.Clear();
            var items = ItemsOf(user);
            var weights = WeightsOf(user);
            var times = TimesOf(user);
            for (var i = 0; i < items.Length; i++)
            {
                var (weight, time) = sums.GetValueOrDefault(items[i], (0, long.MinValue));
                sums[items[i]] = (weight + weights[i], Math.Max(time, times[i]));
            }

            foreach (var (item, (weight, time)) in sums.OrderBy(pair => pair.Key))
                builder.Add(user, item, (float)weight, time);
        }

        return builder.BuildUnordered();
    }

    /// <summary>The same entries stored by item: rows are items, columns are users.</summary>
    public Interactions Transposed()
    {
        var builder = new InteractionsBuilder(Items, Users, ItemCount);
        for (var user = 0; user < UserCount; user++)
        {
            var items = ItemsOf(user);
            var weights = WeightsOf(user);
            var times = TimesOf(user);
            for (var i = 0; i < items.Length; i++)
                builder.Add(items[i], user, weights[i], times[i]);
        }

        return builder.BuildUnordered();
    }

    private Range Row(int user) => (int)_starts[user]..(int)_starts[user + 1];
}
