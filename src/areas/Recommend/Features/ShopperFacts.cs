using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What a history says of a shopper, gathered once for all candidates of a list.</summary>
/// <remarks>Everything is of the history given and of the moment of the request, so a feature of a training row knows no more than one of a
/// request. Rented; dispose of it.</remarks>
internal ref struct ShopperFacts
{
    /// <summary>Days after which an event says half as much of what a shopper likes.</summary>
    private const double TasteHalfLife = 60;

    private const double Ln2 = 0.69314718055994531;

    private readonly int[] _items;
    private readonly long[] _times;
    private readonly float[] _departments;
    private readonly float[] _season;
    private readonly float _seasonShare;
    private readonly LookedAt _looked;
    private readonly SaidOf _said;
    private readonly ItemTraits? _traits;
    private readonly ItemSeasons _seasons;
    private readonly int _events;

    /// <summary>Gathers.</summary>
    /// <param name="shopper">Who.</param>
    /// <param name="features">What is known of items, and what all shoppers did.</param>
    public ShopperFacts(Shopper shopper, PairFeatures features)
    {
        (_traits, _seasons, _events) = (features.Traits, features.Seasons, shopper.Items.Length);
        Now = shopper.Now;
        _items = ArrayPool<int>.Shared.Rent(_events);
        _times = ArrayPool<long>.Shared.Rent(_events);
        _departments = ArrayPool<float>.Shared.Rent(_traits?.DepartmentCount ?? 0);
        _season = ArrayPool<float>.Shared.Rent(ItemSeasons.Parts);
        Festival = features.Festivals.At(Now);
        _seasonShare = _seasons.At(Now, _season.AsSpan(0, ItemSeasons.Parts));
        shopper.Items.CopyTo(_items);
        shopper.Times.CopyTo(_times);
        DaysSince = _events == 0 ? float.NaN : (float)(((double)Now - shopper.Times[^1]) / TimeSpan.MicrosecondsPerDay);
        Tastes(shopper, features.Activity);
        _items.AsSpan(0, _events).Sort(_times.AsSpan(0, _events));
        for (var i = 0; i < _events; i++)
            if (i == 0 || _items[i] != _items[i - 1])
                DistinctItems++;
        Session = new Session(shopper, _traits);
        _looked = new LookedAt(shopper, _traits, _items.AsSpan(0, _events), _times.AsSpan(0, _events));
        _said = new SaidOf(shopper, features.Opinions, _traits, _items.AsSpan(0, _events), _times.AsSpan(0, _events));
    }

    /// <summary>The festival that comes next, and the days until it.</summary>
    public (int Festival, float Days) Festival { get; }

    /// <summary>The latest session.</summary>
    public Session Session { get; }

    /// <summary>The moment of the request.</summary>
    public long Now { get; }

    /// <summary>The number of distinct items.</summary>
    public int DistinctItems { get; }

    /// <summary>Events a day of late, newer ones counting more.</summary>
    /// <remarks>Rates, not totals: these grow with the age of the shop, so that in every later period trees would take a shopper for a keener one
    /// than the same shopper of the period that taught them.</remarks>
    public float EventRate { get; private set; }

    /// <summary>Visits a day of late: events of one day are one.</summary>
    public float VisitRate { get; private set; }

    /// <summary>Distinct items for each event; NaN without one.</summary>
    public readonly float Variety => _events == 0 ? float.NaN : DistinctItems / (float)_events;

    /// <summary>Days since the last event; NaN without one.</summary>
    public float DaysSince { get; private set; }

    /// <summary>The mean logarithm of the popularity of what was dealt with, newer events counting more; NaN without one.</summary>
    public float MeanPopularity { get; private set; }

    /// <summary>The mean logarithm of the prices of what was dealt with; NaN if none is known.</summary>
    public float MeanLogPrice { get; private set; }

    /// <summary>How often the shopper dealt with an item, and when last.</summary>
    public readonly (int Times, long Last) Of(int item) => TimesOf(item, _items.AsSpan(0, _events), _times.AsSpan(0, _events));

    /// <summary>How often an item is among some, and when last.</summary>
    /// <param name="item">The item.</param>
    /// <param name="items">Ascending.</param>
    /// <param name="times">Beside <paramref name="items"/>.</param>
    public static (int Times, long Last) TimesOf(int item, ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        var at = items.BinarySearch(item);
        if (at < 0)
            return (0, long.MinValue);
        while (at > 0 && items[at - 1] == item)
            at--;
        var (first, last) = (at, times[at]);
        for (; at < items.Length && items[at] == item; at++)
            last = Math.Max(last, times[at]);
        return (at - first, last);
    }

    /// <summary>The share of the item's department in what the shopper likes; NaN if it is not known.</summary>
    public readonly float DepartmentShare(int item) => _traits is null || _events == 0 ? float.NaN : _departments[_traits.Departments[item]];

    /// <summary>How often the shopper looked at an item that was not bought since.</summary>
    public readonly Look Looked(int item) => _looked.Of(item);

    /// <summary>The share of the item's department in what the shopper looked at; NaN if it is not known.</summary>
    public readonly float LookedDepartmentShare(int item) => _looked.DepartmentShare(item);

    /// <summary>What the shopper said of an item.</summary>
    public readonly Said Said(int item) => _said.Of(item);

    /// <summary>How the shopper judges the item's department beside what the shopper judges otherwise; NaN if nothing of it was judged.</summary>
    public readonly float DepartmentRating(int item) => _said.DepartmentRating(item);

    /// <summary>How much more of the item the shop deals with at this time of year; see <see cref="ItemSeasons.LiftOf"/>.</summary>
    public readonly float SeasonOf(int item) => _seasons.LiftOf(item, _season.AsSpan(0, ItemSeasons.Parts), _seasonShare);

    public readonly void Dispose()
    {
        Session.Dispose();
        _looked.Dispose();
        _said.Dispose();
        ArrayPool<float>.Shared.Return(_season);
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<float>.Shared.Return(_departments);
    }

    private void Tastes(Shopper shopper, ItemActivity activity)
    {
        var departments = _departments.AsSpan(0, _traits?.DepartmentCount ?? 0);
        departments.Clear();
        double sum = 0, visits = 0, popularity = 0, prices = 0, priced = 0;
        var visit = long.MinValue;
        for (var i = 0; i < _events; i++)
        {
            var item = shopper.Items[i];
            // Counted from the last event: only ratios of weights matter, and these must not differ in their last bit from one moment to the next.
            var weight = Fading(((double)shopper.Times[^1] - shopper.Times[i]) / TimeSpan.MicrosecondsPerDay);
            sum += weight;
            if (i == 0 || shopper.Times[i] - visit >= TimeSpan.MicrosecondsPerDay)
                (visits, visit) = (visits + weight, shopper.Times[i]);
            popularity += weight * activity.UsersOf(item);
            if (_traits is null)
                continue;
            departments[_traits.Departments[item]] += (float)weight;
            if (_traits[item].Price > 0)
                (prices, priced) = (prices + weight * Elementary.Log(_traits[item].Price), priced + weight);
        }

        MeanPopularity = sum > 0 ? (float)(popularity / sum) : float.NaN;
        MeanLogPrice = priced > 0 ? (float)(prices / priced) : float.NaN;
        foreach (ref var share in departments)
            share = sum > 0 ? (float)(share / sum) : 0;
        if (_events == 0)
            return;
        var perDay = Fading(DaysSince) / Exposure(((double)Now - activity.Start) / TimeSpan.MicrosecondsPerDay);
        (EventRate, VisitRate) = ((float)(sum * perDay), (float)(visits * perDay));
    }

    /// <summary>What an event is worth after some days.</summary>
    private static double Fading(double days) => Elementary.Exp(-Ln2 * days / TasteHalfLife);

    /// <summary>What one event on each day since the shop's first would be worth: ∫ 2^(−t/h) dt over its age, of one day at least.</summary>
    private static double Exposure(double age) => (1 - Fading(Math.Max(1, age))) * TasteHalfLife / Ln2;
}
