using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Lists;

/// <summary>The lists of one block of requests while they are made.</summary>
internal sealed class ListBlock
{
    private readonly IListRequests _requests;
    private readonly ItemTiles? _tiles;
    private readonly int _length;
    private readonly int _itemCount;
    private readonly int[] _items;
    private readonly float[] _scores;
    private readonly int[] _counts;

    /// <param name="requests">All requests.</param>
    /// <param name="start">The first of the block.</param>
    /// <param name="end">The first behind it.</param>
    /// <param name="length">The most items of a list.</param>
    /// <param name="itemCount">The number of items there are.</param>
    /// <param name="tiles">In which order items are offered; by their index without.</param>
    public ListBlock(IListRequests requests, int start, int end, int length, int itemCount, ItemTiles? tiles)
    {
        _requests = requests;
        _tiles = tiles;
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

    /// <summary>The least score that is still of use to a list.</summary>
    public float ThresholdOf(int place) => ListOf(place).Threshold;

    /// <summary>Offers items that stand one after another to one list; their scores are used up.</summary>
    public void Offer(int place, int first, Span<float> scores)
    {
        foreach (var item in _requests.ExcludedFrom(First + place))
            if ((_tiles is null ? item : _tiles.PlaceOf(item)) - first is var at && (uint)at < (uint)scores.Length)
                scores[at] = float.NegativeInfinity;

        var last = _requests.LastAmongEquals(First + place);
        var top = ListOf(place);
        var rest = (ReadOnlySpan<float>)scores;
        while (FirstAtLeast.In(rest, top.Threshold) is var next and >= 0)
        {
            var at = first + scores.Length - rest.Length + next;
            var item = _tiles is null ? at : _tiles.ItemAt(at);
            // Of equal scores the lower index wins, so an index beyond all others comes last.
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
            var top = ListOf(place);
            top.Sort();
            foreach (ref var item in _items.AsSpan(place * _length, _counts[place]))
                if (item >= _itemCount)
                    item -= _itemCount;
            take(First + place, top.Items, top.Scores);
        }
    }

    private TopItems ListOf(int place) =>
        new(_items.AsSpan(place * _length, _length), _scores.AsSpan(place * _length, _length), _counts[place]);
}
