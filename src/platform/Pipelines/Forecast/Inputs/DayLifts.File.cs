using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Forecast.Calendars;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <content>The lifts in a model file.</content>
internal sealed partial class DayLifts
{
    /// <summary>The lifts as far as days to come need them.</summary>
    /// <param name="day">The number of the first day to come.</param>
    public DayLifts From(int day) => new(
        Calendar, _holidays, Weekdays, _offers.ToDictionary(one => one.Key, one => one.Value.From(day), StringComparer.Ordinal), PriceElasticity, Promotion);

    /// <summary>Writes the lifts as columns.</summary>
    /// <param name="writer">The part.</param>
    public void Save(ModelWriter writer)
    {
        var holidays = Holidays;
        var offers = _offers.OrderBy(one => one.Key, StringComparer.Ordinal).ToArray();
        writer.AddStrings("market", [Calendar?.Market.ToString() ?? ""]);
        writer.AddStrings("holidays", [.. holidays.Select(one => one.Name)]);
        writer.Add("holiday-distances", holidays.Select(one => one.Distance).ToArray());
        writer.Add("holiday-lifts", holidays.Select(one => one.Log).ToArray());
        writer.Add("weekdays", Weekdays);
        writer.AddStrings("offer-keys", [.. offers.Select(one => one.Key)]);
        writer.Add("offer-counts", offers.Select(one => one.Value.Days.Length).ToArray());
        writer.Add("offer-days", offers.SelectMany(one => one.Value.Days).ToArray());
        writer.Add("offer-lifts", offers.SelectMany(one => one.Value.Logs).ToArray());
        writer.Add("offers", [PriceElasticity, Promotion]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: a column is absent, of another length, or holds what no lift is.</exception>
    public static DayLifts Load(ModelReader reader)
    {
        var market = reader.Strings("market");
        if (market.Length != 1 || (market[0].Length > 0 && !(Enum.TryParse<Market>(market[0], out var known) && Enum.IsDefined(known))))
            throw reader.Invalid("market", "a market or none", string.Join(", ", market));
        var names = reader.Strings("holidays");
        var (distances, logs) = (reader.Ints("holiday-distances", names.Length), Finite(reader, "holiday-lifts", names.Length));
        var holidays = new Dictionary<(string, int), double>();
        for (var i = 0; i < names.Length; i++)
            holidays[(names[i], distances[i])] = logs[i];
        var keys = reader.Strings("offer-keys");
        var counts = reader.Ints("offer-counts", keys.Length);
        if (counts.Any(count => count < 0))
            throw reader.Invalid("offer-counts", "numbers of 0 or more", "others");
        var all = counts.Sum();
        var (days, lifts) = (reader.Ints("offer-days", all), Finite(reader, "offer-lifts", all));
        var offers = new Dictionary<string, OfferSteps>(StringComparer.Ordinal);
        for (var (i, at) = (0, 0); i < keys.Length; at += counts[i], i++)
            offers[keys[i]] = new OfferSteps(days.AsSpan(at, counts[i]).ToArray(), lifts.AsSpan(at, counts[i]).ToArray());
        var effects = Finite(reader, "offers", 2);
        return new DayLifts(
            market[0].Length == 0 ? null : HolidayCalendar.Of(Enum.Parse<Market>(market[0])), holidays, Finite(reader, "weekdays", 7), offers, effects[0], effects[1]);
    }

    private static double[] Finite(ModelReader reader, string name, int count)
    {
        var numbers = reader.Doubles(name, count);
        return numbers.All(double.IsFinite) ? numbers : throw reader.Invalid(name, "finite numbers", "others");
    }
}
