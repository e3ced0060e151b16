using System.Buffers;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What a shopper looked at or put into the cart: item by item what was not bought since, and which departments. Rented; dispose of it.</summary>
/// <remarks>Looks of the last <see cref="Days"/> days count, at most <see cref="Most"/> of them: older ones are no intention any more.</remarks>
internal readonly ref struct LookedAt
{
    /// <summary>Days for which a look counts.</summary>
    public const int Days = 90;

    private const int Most = 1000;

    private readonly int[] _items;
    private readonly Look[] _looks;
    private readonly float[] _departments;
    private readonly ItemTraits? _traits;
    private readonly int _count;
    private readonly int _all;

    /// <summary>Gathers.</summary>
    /// <param name="shopper">Who.</param>
    /// <param name="traits">What is known of items, or <see langword="null"/>.</param>
    /// <param name="bought">What the shopper bought, ascending; what was bought since it was looked at does not count.</param>
    /// <param name="boughtAt">When, beside <paramref name="bought"/>.</param>
    public LookedAt(Shopper shopper, ItemTraits? traits, scoped ReadOnlySpan<int> bought, scoped ReadOnlySpan<long> boughtAt)
    {
        var times = shopper.Looks.Times;
        var first = Math.Max(0, times.Length - Most);
        while (first < times.Length && times[first] < shopper.Now - Days * TimeSpan.MicrosecondsPerDay)
            first++;
        var count = times.Length - first;
        (_traits, _all) = (traits, count);
        _departments = ArrayPool<float>.Shared.Rent(traits?.DepartmentCount ?? 0);
        _departments.AsSpan(0, traits?.DepartmentCount ?? 0).Clear();
        _items = ArrayPool<int>.Shared.Rent(count);
        _looks = ArrayPool<Look>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            _items[i] = shopper.Looks.Items[first + i];
            if (traits is not null)
                _departments[traits.Departments[_items[i]]]++;
            _looks[i] = new Look(1, times[first + i], shopper.Looks.Stages[first + i] >= 2 ? times[first + i] : long.MinValue);
        }

        // The sort need not be stable: what is joined below is a sum and two maxima.
        _items.AsSpan(0, count).Sort(_looks.AsSpan(0, count));
        _count = 0;
        for (var i = 0; i < count; i++)
        {
            if (_looks[i].Last <= ShopperFacts.TimesOf(_items[i], bought, boughtAt).Last)
                continue;
            if (_count > 0 && _items[_count - 1] == _items[i])
                _looks[_count - 1] = _looks[_count - 1].With(_looks[i]);
            else
                (_items[_count], _looks[_count++]) = (_items[i], _looks[i]);
        }
    }

    /// <summary>How often the shopper looked at an item, when last, and when it was put into the cart last, if ever.</summary>
    public Look Of(int item) => _items.AsSpan(0, _count).BinarySearch(item) is var at and >= 0 ? _looks[at] : new Look(0, long.MinValue, long.MinValue);

    /// <summary>The share of the item's department in what was looked at; NaN if it is not known.</summary>
    public float DepartmentShare(int item) => _traits is null || _all == 0 ? float.NaN : _departments[_traits.Departments[item]] / _all;

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_departments);
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<Look>.Shared.Return(_looks);
    }
}
