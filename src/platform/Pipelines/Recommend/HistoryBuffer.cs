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
    private int _count;
    private int _excludedCount;
    private bool _isSorted = true;

    /// <summary>Creates an empty history.</summary>
    /// <param name="capacity">The most events it can hold, and the most exclusions.</param>
    public HistoryBuffer(int capacity)
    {
        _items = ArrayPool<int>.Shared.Rent(capacity);
        _weights = ArrayPool<float>.Shared.Rent(capacity);
        _times = ArrayPool<long>.Shared.Rent(capacity);
        _excluded = ArrayPool<int>.Shared.Rent(capacity);
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

    /// <summary>Keeps an item out of the list.</summary>
    /// <param name="item">The item's index.</param>
    public void Exclude(int item) => _excluded[_excludedCount++] = item;

    /// <summary>The shopper.</summary>
    /// <param name="now">The moment of the request, UTC microseconds.</param>
    public Shopper At(long now)
    {
        if (!_isSorted)
            Sort();
        return new Shopper(_items.AsSpan(0, _count), _weights.AsSpan(0, _count), _times.AsSpan(0, _count), now);
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_weights);
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<int>.Shared.Return(_excluded);
    }

    // Seldom: only an event that came late is out of order.
    private void Sort()
    {
        var order = new (long Time, int Place)[_count];
        for (var i = 0; i < _count; i++)
            order[i] = (_times[i], i);
        Array.Sort(order);
        var (items, weights) = (_items.AsSpan(0, _count).ToArray(), _weights.AsSpan(0, _count).ToArray());
        for (var i = 0; i < _count; i++)
            (_items[i], _weights[i], _times[i]) = (items[order[i].Place], weights[order[i].Place], order[i].Time);
        _isSorted = true;
    }
}
