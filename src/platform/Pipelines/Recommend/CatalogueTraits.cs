using Kirana.Data.Feedback;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend.Reranking;

namespace Kirana.Pipelines.Recommend;

/// <summary>What a shop's catalogue says of items, in the words of the area.</summary>
internal static class CatalogueTraits
{
    /// <summary>The traits of the items of a map.</summary>
    public static ItemTraits Of(IShop shop, IdMap items)
    {
        var catalogue = shop.Analysis.Catalogue().ToDictionary(item => item.Id, StringComparer.Ordinal);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Settings.TimeZone);
        return new ItemTraits(items, id => catalogue.TryGetValue(id, out var item) ? Of(item, zone) : null);
    }

    /// <summary>The traits of one item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="zone">The shop's time zone, in which its first day on sale begins.</param>
    public static ItemTrait Of(CatalogueItem item, TimeZoneInfo zone) => new()
    {
        Category = item.Category, Brand = item.Brand, Price = item.Price is { } price ? (double)price : double.NaN,
        OnHand = item.OnHand is { } units ? (double)units : double.NaN, Launched = item.Launched is { } day ? Begin(day, zone) : long.MinValue,
    };

    /// <summary>The first moment of a day in UTC microseconds.</summary>
    /// <param name="day">The day.</param>
    /// <param name="zone">The zone whose day it is.</param>
    public static long Begin(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return (local.Ticks - DateTimeOffset.UnixEpoch.Ticks - zone.GetUtcOffset(local).Ticks) / TimeSpan.TicksPerMicrosecond;
    }
}
