using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What a shopper did in the latest session: purchases and looks that no pause of 30 minutes parts. Rented; dispose of it.</summary>
/// <remarks>How long ago it was stands beside it: one of an hour ago is what the shopper is after, one of last month one visit among others.</remarks>
internal readonly ref struct Session
{
    /// <summary>The pause that ends a session, in UTC microseconds.</summary>
    private const long Pause = 30 * TimeSpan.MicrosecondsPerMinute;

    private readonly float[] _departments;
    private readonly ItemTraits? _traits;
    private readonly int _events;

    /// <summary>Gathers.</summary>
    /// <param name="shopper">Who.</param>
    /// <param name="traits">What is known of items, or <see langword="null"/>.</param>
    public Session(Shopper shopper, ItemTraits? traits)
    {
        _traits = traits;
        _departments = ArrayPool<float>.Shared.Rent(traits?.DepartmentCount ?? 0);
        _departments.AsSpan(0, traits?.DepartmentCount ?? 0).Clear();
        (DaysSince, MeanLogPrice) = (float.NaN, float.NaN);
        var (bought, looked) = (shopper.Times.Length - 1, shopper.Looks.Times.Length - 1);
        var (since, prices, priced) = (long.MaxValue, 0.0, 0);
        while (bought >= 0 || looked >= 0)
        {
            var isLook = bought < 0 || (looked >= 0 && shopper.Looks.Times[looked] > shopper.Times[bought]);
            var (item, time) = isLook ? (shopper.Looks.Items[looked], shopper.Looks.Times[looked]) : (shopper.Items[bought], shopper.Times[bought]);
            if (_events == 0)
                DaysSince = (float)(((double)shopper.Now - time) / TimeSpan.MicrosecondsPerDay);
            else if (since - time > Pause)
                break;
            (since, looked, bought) = (time, looked - (isLook ? 1 : 0), bought - (isLook ? 0 : 1));
            _events++;
            if (traits is null)
                continue;
            _departments[traits.Departments[item]]++;
            if (traits[item].Price > 0)
                (prices, priced) = (prices + Elementary.Log(traits[item].Price), priced + 1);
        }

        MeanLogPrice = priced > 0 ? (float)(prices / priced) : float.NaN;
    }

    /// <summary>Days since its last event; NaN without one.</summary>
    public float DaysSince { get; }

    /// <summary>The mean logarithm of the prices of its items; NaN if none is known.</summary>
    public float MeanLogPrice { get; }

    /// <summary>The share of the item's department in its events; NaN if it is not known.</summary>
    public float DepartmentShare(int item) => _traits is null || _events == 0 ? float.NaN : _departments[_traits.Departments[item]] / _events;

    public void Dispose() => ArrayPool<float>.Shared.Return(_departments);
}
