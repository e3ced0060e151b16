using Kirana.Data;
using Kirana.Forecast.Calendars;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>What a shop knows of its demand beside the units sold, by the keys of its series: items, and items by location. Immutable.</summary>
internal sealed class ShopInputs
{
    private static readonly IReadOnlySet<int> NoDays = new HashSet<int>();

    private readonly Dictionary<string, HashSet<int>> _stockOuts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Offer>> _offers = new(StringComparer.Ordinal);

    /// <summary>Orders what is told.</summary>
    /// <param name="calendar">The holidays of the shop's market, if it has one.</param>
    /// <param name="conditions">The stock-outs and offers.</param>
    public ShopInputs(HolidayCalendar? calendar, DemandConditions conditions)
    {
        Calendar = calendar;
        StockOutDays = conditions.StockOuts.Select(day => (day.Item, day.Day)).Distinct().Count();
        foreach (var day in conditions.StockOuts)
            foreach (var key in (string[])[day.Item, $"{day.Item}|{day.Location}"])
                (_stockOuts.TryGetValue(key, out var days) ? days : _stockOuts[key] = []).Add(day.Day.DayNumber);
        foreach (var group in conditions.Offers.GroupBy(offer => offer.Item, StringComparer.Ordinal))
        {
            // Prices are made before the fact; where they are told, what sales say of them is left aside.
            var told = group.Where(offer => offer.IsPlanned == group.Any(other => other.IsPlanned)).ToArray();
            var everywhere = told.Where(offer => offer.Location.Length == 0).ToList();
            var byLocation = told.Where(offer => offer.Location.Length > 0).GroupBy(offer => offer.Location, StringComparer.Ordinal).ToArray();
            foreach (var location in byLocation)
                _offers[$"{group.Key}|{location.Key}"] = [.. location];
            // All locations together follow the offer that holds for all; without one, that of the location told most of.
            var all = everywhere.Count > 0 ? everywhere : [.. byLocation.MaxBy(location => location.Count())!];
            (_offers[group.Key], _offers[$"{group.Key}|"]) = (all, all);
        }
    }

    /// <summary>The holidays of the shop's market, if it has one.</summary>
    public HolidayCalendar? Calendar { get; }

    /// <summary>The days and items of which stock-outs are told.</summary>
    public int StockOutDays { get; }

    /// <summary>What there is to be used.</summary>
    public ForecastInputs Available =>
        (_stockOuts.Count > 0 ? ForecastInputs.StockOuts : ForecastInputs.None) | (Calendar is null ? ForecastInputs.None : ForecastInputs.Holidays)
        | (_offers.Count > 0 ? ForecastInputs.Offers : ForecastInputs.None) | ForecastInputs.Outliers;

    /// <summary>The keys of which offers are told.</summary>
    public IReadOnlyCollection<string> Offered => _offers.Keys;

    /// <summary>Reads what a shop knows.</summary>
    /// <param name="shop">The shop.</param>
    /// <exception cref="DataException"><c>unknown-market</c>: the holidays of the shop's market are not known.</exception>
    public static ShopInputs Read(IShop shop)
    {
        HolidayCalendar? calendar = null;
        if (shop.Settings.Market is { } market)
            calendar = Enum.GetNames<Market>().Contains(market, StringComparer.Ordinal)
                ? HolidayCalendar.Of(Enum.Parse<Market>(market))
                : throw new DataException($"The holidays of the market '{market}' are not known.")
                {
                    Code = "unknown-market", File = "kirana.json", Column = "$.market",
                    Hint = $"Use one of {string.Join(", ", Enum.GetNames<Market>())}, or leave the market out.",
                };
        return new ShopInputs(calendar, shop.Analysis.Conditions());
    }

    /// <summary>The numbers of the days on which stock ran out.</summary>
    public IReadOnlySet<int> StockOutsOf(string key) => _stockOuts.TryGetValue(key, out var days) ? days : NoDays;

    /// <summary>The offers of a series in the order of their days; an item's of a location fall back on those of all.</summary>
    public IReadOnlyList<Offer> OffersOf(string key) => _offers.TryGetValue(key, out var offers) ? offers
        : key.IndexOf('|', StringComparison.Ordinal) is > 0 and var mark && _offers.TryGetValue(key[..mark], out offers) ? offers : [];
}
