using System.Buffers;
using Kirana.Recommend.Sessions;

namespace Kirana.Recommend.Neighbors;

/// <summary>The distinct items of a history with what each weighs, in rented arrays.</summary>
internal readonly ref struct WeighedHistory : IDisposable
{
    private readonly int[] _items;
    private readonly float[] _values;
    private readonly int _count;

    /// <summary>Goes through a history, the latest event first.</summary>
    /// <param name="shopper">The history.</param>
    /// <param name="decay">What one later event takes from the weight of an earlier one.</param>
    /// <param name="most">The most distinct items, the latest.</param>
    /// <param name="least">Events of less weight do not count.</param>
    public WeighedHistory(Shopper shopper, float decay, int most, float least = 0)
    {
        most = Math.Min(shopper.Items.Length, most);
        _items = ArrayPool<int>.Shared.Rent(most);
        _values = ArrayPool<float>.Shared.Rent(most);
        using var sums = new SumTable(most);
        var age = 1f;
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            var (item, weight) = (shopper.Items[e], shopper.Weights[e] * age);
            // Of very old events nothing is left, so a long history costs hardly more than a short one.
            if (!(weight > 0))
                break;
            if (shopper.Weights[e] < least)
                continue;
            if (sums.Of(item) == 0)
            {
                if (_count == most)
                    break;
                _items[_count++] = item;
            }

            sums.Add(item, weight);
        }

        _items.AsSpan(0, _count).Sort();
        for (var i = 0; i < _count; i++)
            _values[i] = sums.Of(_items[i]);
    }

    /// <summary>The items, ascending.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>The sum of each one's weights.</summary>
    public Span<float> Values => _values.AsSpan(0, _count);

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_items);
    }
}
