using System.Runtime.InteropServices;

namespace Kirana.Data.Feedback;

/// <summary>Collects events one by one and makes <see cref="Interactions"/> of them.</summary>
/// <remarks>Not thread-safe. Holds 20 bytes an entry while collecting, and 16 more while building.</remarks>
public sealed class InteractionsBuilder
{
    private readonly List<int> _rows = [];
    private readonly List<int> _columns = [];
    private readonly List<float> _weights = [];
    private readonly List<long> _times = [];
    private int _rowCount;
    private int _columnCount;

    /// <summary>Creates a builder.</summary>
    /// <param name="users">The users' map, grown by <see cref="Add(string, string, float, long)"/>; empty by default.</param>
    /// <param name="items">The items' map, likewise.</param>
    /// <param name="minimumRows">Rows the result has at least, for users without entries; 0 by default.</param>
    public InteractionsBuilder(IdMap? users = null, IdMap? items = null, int minimumRows = 0)
    {
        Users = users ?? new IdMap();
        Items = items ?? new IdMap();
        _rowCount = minimumRows;
    }

    /// <summary>The users seen so far.</summary>
    public IdMap Users { get; }

    /// <summary>The items seen so far.</summary>
    public IdMap Items { get; }

    /// <summary>The number of events added so far.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds one event by names.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="weight">How much the event says, positive and finite; 1 by default.</param>
    /// <param name="time">UTC microseconds since 1970, or a mere order; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not positive and finite.</exception>
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
        _rowCount = Math.Max(_rowCount, user + 1);
        _columnCount = Math.Max(_columnCount, item + 1);
    }

    /// <summary>Makes the matrix; each row oldest first, equal times in the order they were added. Takes time in proportion to the
    /// entries where they were added in the order of time, and sorts the rows where they were not.</summary>
    public Interactions Build()
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        var columns = CollectionsMarshal.AsSpan(_columns);
        var weights = CollectionsMarshal.AsSpan(_weights);
        var times = CollectionsMarshal.AsSpan(_times);

        var starts = Starts(rows, Math.Max(_rowCount, Users.Count));
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        var items = new int[rows.Length];
        var sortedWeights = new float[rows.Length];
        var sortedTimes = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var place = next[rows[i]]++;
            items[place] = columns[i];
            sortedWeights[place] = weights[i];
            sortedTimes[place] = times[i];
        }

        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var range = (int)starts[row]..(int)starts[row + 1];
            SortByTime(items.AsSpan(range), sortedWeights.AsSpan(range), sortedTimes.AsSpan(range));
        }

        return new Interactions(Users, Items, Math.Max(_columnCount, Items.Count), starts, items, sortedWeights, sortedTimes);
    }

    /// <summary>Where each row begins, and behind the last where it ends: the first half of a counting sort.</summary>
    internal static long[] Starts(ReadOnlySpan<int> rows, int rowCount)
    {
        var starts = new long[rowCount + 1];
        foreach (var row in rows)
            starts[row + 1]++;
        for (var row = 0; row < rowCount; row++)
            starts[row + 1] += starts[row];
        return starts;
    }

    private static void SortByTime(Span<int> items, Span<float> weights, Span<long> times)
    {
        var sorted = true;
        for (var i = 1; i < times.Length && sorted; i++)
            sorted = times[i - 1] <= times[i];
        if (sorted)
            return;

        var order = new int[times.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        times.Sort(order.AsSpan());
        // The library's sort is not stable: equal times get the order of adding back.
        for (int start = 0, end; start < times.Length; start = end)
        {
            for (end = start + 1; end < times.Length && times[end] == times[start];)
                end++;
            order.AsSpan(start, end - start).Sort();
        }

        var (oldItems, oldWeights) = (items.ToArray(), weights.ToArray());
        for (var i = 0; i < order.Length; i++)
            (items[i], weights[i]) = (oldItems[order[i]], oldWeights[order[i]]);
    }
}
