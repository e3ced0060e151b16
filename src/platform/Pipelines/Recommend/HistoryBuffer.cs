using System.Buffers;
using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>A shopper's history put together from several sources in a model's item indices, in rented arrays.</summary>
/// <remarks>Events may be added in any order; <see cref="At"/> brings them into the order of their times, equal ones as they were added.</remarks>
internal ref struct HistoryBuffer : IDisposable
{
    private readonly int[] _items;
    private readonly float[] _weights;
    private readonly long[] _times;
    private readonly int[] _excluded;
    private readonly int[] _lookItems;
    private readonly float[] _lookStages;
    private readonly long[] _lookTimes;
    private readonly int[] _saidItems;
    private readonly float[] _saidCodes;
    private readonly long[] _saidTimes;
    private int _count;
    private int _lookCount;
    private int _saidCount;
    private int _excludedCount;
    private bool _isSorted = true;
    private bool _isLookSorted = true;
    private bool _isSaidSorted = true;

    /// <summary>Creates an empty history.</summary>
    /// <param name="capacity">The most events it can hold, and the most exclusions besides what was rated.</param>
    /// <param name="looks">The most looks it can hold.</param>
    /// <param name="opinions">The most opinions it can hold.</param>
    public HistoryBuffer(int capacity, int looks, int opinions)
    {
        _saidItems = ArrayPool<int>.Shared.Rent(opinions);
        _saidCodes = ArrayPool<float>.Shared.Rent(opinions);
        _saidTimes = ArrayPool<long>.Shared.Rent(opinions);
        _lookItems = ArrayPool<int>.Shared.Rent(looks);
        _lookStages = ArrayPool<float>.Shared.Rent(looks);
        _lookTimes = ArrayPool<long>.Shared.Rent(looks);
        _items = ArrayPool<int>.Shared.Rent(capacity);
        _weights = ArrayPool<float>.Shared.Rent(capacity);
        _times = ArrayPool<long>.Shared.Rent(capacity);
        _excluded = ArrayPool<int>.Shared.Rent(capacity + opinions);
    }

    /// <summary>The number of events.</summary>
    public readonly int Count => _count;

    /// <summary>Items that must not be listed; repeats allowed.</summary>
    public readonly ReadOnlySpan<int> Excluded => _excluded.AsSpan(0, _excludedCount);

    /// <summary>Adds an event.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="weight">How much it says, positive.</param>
    /// <param name="time">UTC microseconds.</param>
    public void Add(int item, float weight, long time)
    {
        _isSorted &= _count == 0 || _times[_count - 1] <= time;
        (_items[_count], _weights[_count], _times[_count]) = (item, weight, time);
        _count++;
    }

    /// <summary>Adds a look, which is no part of the history.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="stage">How far the shopper went.</param>
    /// <param name="time">UTC microseconds.</param>
    public void AddLook(int item, float stage, long time)
    {
        _isLookSorted &= _lookCount == 0 || _lookTimes[_lookCount - 1] <= time;
        (_lookItems[_lookCount], _lookStages[_lookCount], _lookTimes[_lookCount]) = (item, stage, time);
        _lookCount++;
    }

    /// <summary>Adds an opinion, which is no part of the history.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="code">The opinion's code.</param>
    /// <param name="time">UTC microseconds.</param>
    public void AddOpinion(int item, float code, long time)
    {
        _isSaidSorted &= _saidCount == 0 || _saidTimes[_saidCount - 1] <= time;
        (_saidItems[_saidCount], _saidCodes[_saidCount], _saidTimes[_saidCount]) = (item, code, time);
        _saidCount++;
    }

    /// <summary>Keeps what was rated out of the list. Once, after all opinions.</summary>
    /// <param name="disliked">Only what was rated in the lower half of the scale.</param>
    public void ExcludeRated(bool disliked) =>
        _excludedCount += new Opinions(_saidItems.AsSpan(0, _saidCount), _saidCodes.AsSpan(0, _saidCount), _saidTimes.AsSpan(0, _saidCount)).Rated(_excluded.AsSpan(_excludedCount), disliked ? 0 : float.PositiveInfinity);

    /// <summary>Keeps an item out of the list.</summary>
    /// <param name="item">The item's index.</param>
    public void Exclude(int item) => _excluded[_excludedCount++] = item;

    /// <summary>The shopper.</summary>
    /// <param name="now">The moment of the request, UTC microseconds.</param>
    public Shopper At(long now)
    {
        if (!_isSorted)
            Sort(_items, _weights, _times, _count);
        if (!_isLookSorted)
            Sort(_lookItems, _lookStages, _lookTimes, _lookCount);
        if (!_isSaidSorted)
            Sort(_saidItems, _saidCodes, _saidTimes, _saidCount);
        (_isSorted, _isLookSorted, _isSaidSorted) = (true, true, true);
        return new Shopper(_items.AsSpan(0, _count), _weights.AsSpan(0, _count), _times.AsSpan(0, _count), now)
        {
            Looks = new Looks(_lookItems.AsSpan(0, _lookCount), _lookStages.AsSpan(0, _lookCount), _lookTimes.AsSpan(0, _lookCount)),
            Opinions = new Opinions(_saidItems.AsSpan(0, _saidCount), _saidCodes.AsSpan(0, _saidCount), _saidTimes.AsSpan(0, _saidCount)),
        };
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_weights);
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<int>.Shared.Return(_excluded);
        ArrayPool<int>.Shared.Return(_lookItems);
        ArrayPool<float>.Shared.Return(_lookStages);
        ArrayPool<long>.Shared.Return(_lookTimes);
        ArrayPool<int>.Shared.Return(_saidItems);
        ArrayPool<float>.Shared.Return(_saidCodes);
        ArrayPool<long>.Shared.Return(_saidTimes);
    }

    // Seldom: only an event that came late is out of order.
    private static void Sort(int[] items, float[] weights, long[] times, int count)
    {
        var order = new (long Time, int Place)[count];
        for (var i = 0; i < order.Length; i++)
            order[i] = (times[i], i);
        Array.Sort(order);
        var (ownItems, ownWeights) = (items.AsSpan(0, count).ToArray(), weights.AsSpan(0, count).ToArray());
        for (var i = 0; i < order.Length; i++)
            (items[i], weights[i], times[i]) = (ownItems[order[i].Place], ownWeights[order[i].Place], order[i].Time);
    }
}
