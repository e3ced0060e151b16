using Kirana.Recommend.Search;

namespace Kirana.Recommend.Ranking;

/// <summary>Puts scored items in order, best first.</summary>
/// <remarks>Where hundreds are wanted of not many more, dealing all of them into cells is several times as fast as a heap. Not thread-safe; used again and
/// again by one thread.</remarks>
internal sealed class ItemOrder
{
    private readonly RankSort _sort = new();
    private ulong[] _keys = [];
    private int _count;

    /// <summary>Forgets everything and makes room.</summary>
    /// <param name="most">The most items that will be added.</param>
    public void Begin(int most)
    {
        _count = 0;
        if (_keys.Length < most)
            _keys = new ulong[most];
    }

    /// <summary>Adds an item, once; not if its score is −∞ or NaN.</summary>
    public void Add(int item, float score)
    {
        if (score >= float.MinValue)
            _keys[_count++] = RankKey.Of(score, item);
    }

    /// <summary>Gives out the best, of equal scores the lower index first.</summary>
    /// <param name="items">Takes the items.</param>
    /// <param name="scores">Takes their scores, as long.</param>
    /// <returns>How many there are.</returns>
    public int Take(Span<int> items, Span<float> scores)
    {
        var keys = _sort.Descending(_keys.AsSpan(0, _count));
        var count = Math.Min(items.Length, keys.Length);
        for (var i = 0; i < count; i++)
            (items[i], scores[i]) = RankKey.Parts(keys[i]);
        return count;
    }
}
