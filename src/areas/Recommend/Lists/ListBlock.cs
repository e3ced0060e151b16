using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Lists;

/// <summary>The lists of one block of requests while they are made.</summary>
internal sealed class ListBlock
{
    private readonly IListRequests _requests;
    private readonly int _length;
    private readonly int _itemCount;
    private readonly int[] _items;
    private readonly float[] _scores;
    private readonly int[] _counts;

    public ListBlock(IListRequests requests, int start, int end, int length, int itemCount)
    {
        _requests = requests;
        _length = length;
        _itemCount = itemCount;
        First = start;
        Count = end - start;
        _items = new int[Count * length];
        _scores = new float[Count * length];
        _counts = new int[Count];
    }

    /// <summary>The first request.</summary>
    public int First { get; }

    /// <summary>The number of requests.</summary>
    public int Count { get; }

    /// <summary>Offers consecutive items to one list; their scores are used up.</summary>
    public void Offer(int place, int firstItem, Span<float> scores)
    {
        foreach (var item in _requests.ExcludedFrom(First + place))
            if ((uint)(item - firstItem) < (uint)scores.Length)
                scores[item - firstItem] = float.NegativeInfinity;

        var last = _requests.LastAmongEquals(First + place);
        var top = new TopItems(_items.AsSpan(place * _length, _length), _scores.AsSpan(place * _length, _length), _counts[place]);
        var rest = (ReadOnlySpan<float>)scores;
        while (FirstAtLeast.In(rest, top.Threshold) is var next and >= 0)
        {
            // Of equal scores the lower index wins, so an index beyond all others comes last.
            var item = firstItem + scores.Length - rest.Length + next;
            top.Offer(last.BinarySearch(item) >= 0 ? item + _itemCount : item, rest[next]);
            rest = rest[(next + 1)..];
        }

        _counts[place] = top.Items.Length;
    }

    /// <summary>Sorts the lists and hands them out.</summary>
    public void Finish(ListTaker take)
    {
        for (var place = 0; place < Count; place++)
        {
            var items = _items.AsSpan(place * _length, _length);
            var top = new TopItems(items, _scores.AsSpan(place * _length, _length), _counts[place]);
            top.Sort();
            foreach (ref var item in items[.._counts[place]])
                if (item >= _itemCount)
                    item -= _itemCount;
            take(First + place, top.Items, top.Scores);
        }
    }
}
