using Kirana.Forecast.Calendars;
using Kirana.Operate.Shops;
using Kirana.Recommend.Features;

namespace Kirana.Pipelines.Recommend;

/// <summary>The festivals of a shop's market, by the calendar that forecasts follow.</summary>
internal static class MarketFestivals
{
    /// <summary>Every holiday of every year but days off in place of others; none where the shop names no market, or one that is not known.</summary>
    public static IReadOnlyList<Festival> Of(ShopSettings settings)
    {
        if (!Enum.GetNames<Market>().Contains(settings.Market, StringComparer.Ordinal))
            return [];
        var (calendar, zone, festivals) = (HolidayCalendar.Of(Enum.Parse<Market>(settings.Market!)), TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone), new List<Festival>());
        for (var year = HolidayCalendar.FirstYear; year <= HolidayCalendar.LastYear; year++)
            foreach (var holiday in calendar.InYear(year))
                if (holiday.Kind != HolidayKind.Substitute)
                    festivals.Add(new Festival(holiday.Name, CatalogueTraits.Begin(holiday.Day, zone)));
        return festivals;
    }
}
