using Kirana.Data.Feedback;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Sessions;

/// <summary>Past sessions, the newest first, and for each item its newest sessions; flat arrays. Immutable.</summary>
internal sealed class SessionIndex
{
    private readonly int[] _postingStarts;
    private readonly int[] _postings;

    /// <summary>Creates the index of sessions.</summary>
    /// <param name="starts">Where each session begins in <paramref name="items"/>, and the end: sessions + 1 places.</param>
    /// <param name="items">The items of all sessions, each in the order of its events.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <param name="sessionsPerItem">The sessions an item keeps, newest first.</param>
    public SessionIndex(int[] starts, int[] items, int itemCount, int sessionsPerItem)
    {
        Starts = starts;
        Items = items;
        Frequencies = new int[itemCount];
        var last = new int[itemCount];
        for (var session = 0; session < Count; session++)
            foreach (var item in SessionAt(session))
                if (last[item] != session + 1)
                    (last[item], Frequencies[item]) = (session + 1, Frequencies[item] + 1);

        _postingStarts = new int[itemCount + 1];
        for (var item = 0; item < itemCount; item++)
            _postingStarts[item + 1] = _postingStarts[item] + Math.Min(Frequencies[item], sessionsPerItem);
        _postings = new int[_postingStarts[^1]];
        var next = _postingStarts.AsSpan(0, itemCount).ToArray();
        Array.Clear(last);
        for (var session = 0; session < Count; session++)
            foreach (var item in SessionAt(session))
                if (last[item] != session + 1)
                {
                    last[item] = session + 1;
                    if (next[item] < _postingStarts[item + 1])
                        _postings[next[item]++] = session;
                }
    }

    /// <summary>The number of sessions.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Where each session begins, and the end.</summary>
    public int[] Starts { get; }

    /// <summary>The items of all sessions.</summary>
    public int[] Items { get; }

    /// <summary>The number of sessions that hold each item.</summary>
    public int[] Frequencies { get; }

    /// <summary>The items of a session in the order of its events; session 0 is the newest.</summary>
    public ReadOnlySpan<int> SessionAt(int session) => Items.AsSpan(Starts[session]..Starts[session + 1]);

    /// <summary>The newest sessions that hold an item, newest first.</summary>
    public ReadOnlySpan<int> SessionsOf(int item) => _postings.AsSpan(_postingStarts[item].._postingStarts[item + 1]);

    /// <summary>Makes the index of data: each row is a session; one of too many events is cut into several.</summary>
    /// <param name="interactions">The rows; the age of a session is that of its last event, of equal ones the later row is newer.</param>
    /// <param name="longestSession">The most events of a session.</param>
    /// <param name="sessionsPerItem">The sessions an item keeps.</param>
    /// <exception cref="Data.DataException">There is no event.</exception>
    public static SessionIndex Of(Interactions interactions, int longestSession, int sessionsPerItem)
    {
        SparseRows.RequireEntries(interactions);
        var pieces = new List<(long Time, int Row, int First, int Length)>(interactions.UserCount);
        for (var row = 0; row < interactions.UserCount; row++)
        {
            var times = interactions.TimesOf(row);
            for (var end = times.Length; end > 0; end -= longestSession)
                pieces.Add((times[end - 1], row, Math.Max(0, end - longestSession), Math.Min(end, longestSession)));
        }

        pieces.Sort((a, b) => (b.Time, b.Row, b.First).CompareTo((a.Time, a.Row, a.First)));
        var starts = new int[pieces.Count + 1];
        var items = new int[interactions.Count];
        for (var session = 0; session < pieces.Count; session++)
        {
            var (_, row, first, length) = pieces[session];
            interactions.ItemsOf(row).Slice(first, length).CopyTo(items.AsSpan(starts[session]));
            starts[session + 1] = starts[session] + length;
        }

        return new SessionIndex(starts, items, Math.Max(interactions.Items.Count, interactions.ItemCount), sessionsPerItem);
    }
}
