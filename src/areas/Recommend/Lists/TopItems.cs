using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Lists;

/// <summary>Keeps the best of many scored items in a bounded heap: O(n log k) for n items, without sorting them all.</summary>
/// <remarks>A higher score is better; of equal scores the lower index. Items scored −∞ or NaN are never kept.</remarks>
public ref struct TopItems
{
    private readonly Span<int> _items;
    private readonly Span<float> _scores;
    private int _count;

    /// <summary>Starts empty.</summary>
    /// <param name="items">Room for the items; its length is the most that are kept.</param>
    /// <param name="scores">Room for their scores, as long.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public TopItems(Span<int> items, Span<float> scores)
    {
        if (items.Length != scores.Length)
            throw new ArgumentException($"Items and scores need equal room: {items.Length} and {scores.Length}.", nameof(scores));
        _items = items;
        _scores = scores;
        Threshold = items.IsEmpty ? float.PositiveInfinity : float.MinValue;
    }

    /// <summary>Goes on with places that hold a heap already.</summary>
    internal TopItems(Span<int> items, Span<float> scores, int count) : this(items, scores)
    {
        _count = count;
        if (count > 0 && count == items.Length)
            Threshold = scores[0];
    }

    /// <summary>An item scored lower than this need not be offered.</summary>
    public float Threshold { get; private set; }

    /// <summary>The kept items; best first after <see cref="Sort"/>.</summary>
    public readonly ReadOnlySpan<int> Items => _items[.._count];

    /// <summary>Their scores.</summary>
    public readonly ReadOnlySpan<float> Scores => _scores[.._count];

    /// <summary>Takes an item if it belongs to the best so far.</summary>
    /// <param name="item">The item's index; each is offered once.</param>
    /// <param name="score">Its score.</param>
    public void Offer(int item, float score)
    {
        if (!(score >= Threshold))
            return;
        if (_count < _items.Length)
        {
            Rise(_count++, item, score);
            if (_count == _items.Length)
                Threshold = _scores[0];
        }
        else if (Worse(_items[0], _scores[0], item, score))
        {
            Sink(_count, item, score);
            Threshold = _scores[0];
        }
    }

    /// <summary>Offers every item its score, at the speed of reading them: few reach the threshold.</summary>
    /// <param name="scores">The score of each item.</param>
    /// <param name="leftOut">Beside them, other than 0 for an item that is not offered; none by default.</param>
    public void OfferAll(ReadOnlySpan<float> scores, ReadOnlySpan<int> leftOut = default)
    {
        for (var rest = scores; FirstAtLeast.In(rest, Threshold) is var next and >= 0; rest = rest[(next + 1)..])
        {
            var item = scores.Length - rest.Length + next;
            if (leftOut.IsEmpty || leftOut[item] == 0)
                Offer(item, rest[next]);
        }
    }

    /// <summary>Puts the kept items in order, best first. Nothing may be offered afterwards.</summary>
    public readonly void Sort()
    {
        // Heap sort: the worst of the rest goes to the end of the rest.
        for (var rest = _count - 1; rest > 0; rest--)
        {
            var (item, score) = (_items[rest], _scores[rest]);
            (_items[rest], _scores[rest]) = (_items[0], _scores[0]);
            Sink(rest, item, score);
        }
    }

    private static bool Worse(int item, float score, int otherItem, float otherScore) =>
        score < otherScore || (!(score > otherScore) && item > otherItem);

    private readonly void Rise(int place, int item, float score)
    {
        for (; place > 0; place = (place - 1) / 2)
        {
            var parent = (place - 1) / 2;
            if (!Worse(item, score, _items[parent], _scores[parent]))
                break;
            (_items[place], _scores[place]) = (_items[parent], _scores[parent]);
        }

        (_items[place], _scores[place]) = (item, score);
    }

    /// <summary>Lets an item sink from the top of the first <paramref name="count"/> places.</summary>
    private readonly void Sink(int count, int item, float score)
    {
        var place = 0;
        for (var child = 1; child < count; child = 2 * place + 1)
        {
            if (child + 1 < count && Worse(_items[child + 1], _scores[child + 1], _items[child], _scores[child]))
                child++;
            if (!Worse(_items[child], _scores[child], item, score))
                break;
            (_items[place], _scores[place]) = (_items[child], _scores[child]);
            place = child;
        }

        (_items[place], _scores[place]) = (item, score);
    }
}
