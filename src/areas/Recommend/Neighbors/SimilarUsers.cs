using System.Buffers;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Sessions;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>The users most like one shopper, in rented arrays.</summary>
internal readonly ref struct SimilarUsers : IDisposable
{
    private readonly UserSearch _search;
    private readonly ReadOnlySpan<int> _items;
    private readonly ReadOnlySpan<float> _weights;
    private readonly int[] _users;
    private readonly float[] _votes;
    private readonly int _count;

    /// <summary>Finds them.</summary>
    /// <param name="search">The users.</param>
    /// <param name="items">The shopper's items, distinct and ascending.</param>
    /// <param name="values">v of each; turned into what it counts in a comparison.</param>
    /// <param name="most">The most users.</param>
    /// <param name="sharpness">q, the power of similarity that a vote is.</param>
    public SimilarUsers(UserSearch search, ReadOnlySpan<int> items, Span<float> values, int most, double sharpness)
    {
        _search = search;
        _items = items;
        _weights = values;
        _users = ArrayPool<int>.Shared.Rent(most);
        _votes = ArrayPool<float>.Shared.Rent(most);
        var own = search.Weigh(items, values);
        var touched = 0L;
        foreach (var item in items)
            touched += search.ByItem.LengthOf(item);
        using var together = new SumTable((int)Math.Min(touched, search.Users.RowCount));
        for (var i = 0; i < items.Length; i++)
        {
            var users = search.ByItem.ColumnsOf(items[i]);
            var weights = search.ByItem.ValuesOf(items[i]);
            for (var u = 0; u < users.Length; u++)
                together.Add(users[u], values[i] * weights[u]);
        }

        var top = new TopItems(_users.AsSpan(0, most), _votes.AsSpan(0, most));
        for (var place = 0; place < together.Places; place++)
            if (together.KeyAt(place) is var user and >= 0)
                top.Offer(user, search.Closeness.Of(together.SumAt(place), own, search.OtherParts[user]));
        foreach (ref var vote in _votes.AsSpan(0, top.Items.Length))
            vote = (float)Powers.Of(vote, sharpness);
        _count = top.Items.Length;
    }

    /// <summary>The users, in any but always the same order.</summary>
    public ReadOnlySpan<int> Users => _users.AsSpan(0, _count);

    /// <summary>s^q of each, positive.</summary>
    public ReadOnlySpan<float> Votes => _votes.AsSpan(0, _count);

    /// <summary>Adds what the users hold to scores, each user's by its vote.</summary>
    /// <param name="scores">A place for each item.</param>
    /// <param name="factor">What votes are multiplied by.</param>
    public void AddTo(Span<float> scores, float factor)
    {
        for (var n = 0; n < _count; n++)
        {
            var items = _search.Users.ColumnsOf(_users[n]);
            var values = _search.Users.ValuesOf(_users[n]);
            for (var i = 0; i < items.Length; i++)
                scores[items[i]] += factor * _votes[n] * values[i];
        }
    }

    /// <summary>How much each item of the shopper speaks for an item: its share of the similarity of every user that holds both.</summary>
    /// <param name="item">The item spoken for.</param>
    /// <param name="factor">What votes are multiplied by.</param>
    public IEnumerable<Reason> Reasons(int item, float factor)
    {
        var shares = new SortedDictionary<int, float>();
        for (var n = 0; n < _count; n++)
        {
            var place = _search.Users.ColumnsOf(_users[n]).BinarySearch(item);
            if (place < 0)
                continue;
            var total = 0f;
            for (var i = 0; i < _items.Length; i++)
                total += Together(i, _users[n]);
            for (var i = 0; i < _items.Length; i++)
                if (Together(i, _users[n]) is var together and > 0)
                    shares[_items[i]] = shares.GetValueOrDefault(_items[i]) + factor * _votes[n] * _search.Users.ValuesOf(_users[n])[place] * together / total;
        }

        return shares.OrderByDescending(share => share.Value).ThenBy(share => share.Key).Select(share => new Reason("similar-taste", share.Key, share.Value));
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_votes);
        ArrayPool<int>.Shared.Return(_users);
    }

    private float Together(int place, int user) =>
        _search.ByItem.ColumnsOf(_items[place]).BinarySearch(user) is var at and >= 0 ? _weights[place] * _search.ByItem.ValuesOf(_items[place])[at] : 0;
}
