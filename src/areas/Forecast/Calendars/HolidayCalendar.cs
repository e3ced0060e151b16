using System.Collections.Concurrent;
using Kirana.Data;

namespace Kirana.Forecast.Calendars;

/// <summary>The holidays of one market, computed by rule for the years from <see cref="FirstYear"/> to <see cref="LastYear"/>.</summary>
/// <remarks>
/// Days off by law, their substitutes, and everywhere Easter Sunday, Black Friday, Cyber Monday, Singles' Day, Diwali, the beginning of
/// Ramadan, Eid al-Fitr and Eid al-Adha. Islamic days follow the tables of Umm al-Qura; where the moon is sighted, a day more or less is
/// possible, and <see cref="Holiday.IsApproximate"/> says so. A holiday that a government will proclaim once is not known. Immutable and thread-safe.
/// </remarks>
public sealed partial class HolidayCalendar
{
    /// <summary>The first year for which the rules hold.</summary>
    public const int FirstYear = 2000;

    /// <summary>The last year for which the rules are taken to hold.</summary>
    public const int LastYear = 2049;

    /// <summary>The weekend of the Emirates was Friday and Saturday before.</summary>
    private const int EmiratiSundayWeekend = 2022;

    private static readonly ConcurrentDictionary<Market, HolidayCalendar> Known = new();

    private readonly Holiday[] _holidays;

    private HolidayCalendar(Market market)
    {
        Market = market;

        // A year on either side, for the distances of the outermost days.
        _holidays = [.. Enumerable.Range(FirstYear - 1, LastYear - FirstYear + 3).SelectMany(year => Rules(market, year))
            .DistinctBy(holiday => (holiday.Day, holiday.Name)).OrderBy(holiday => holiday.Day)];
        Names = [.. _holidays.Select(holiday => holiday.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The market.</summary>
    public Market Market { get; }

    /// <summary>The names of all its holidays, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The calendar of a market.</summary>
    /// <param name="market">The market.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such market.</exception>
    public static HolidayCalendar Of(Market market) => Known.GetOrAdd(market, static one => new HolidayCalendar(one));

    /// <summary>The holidays of a year, in order.</summary>
    /// <param name="year">The year.</param>
    /// <exception cref="DataException"><c>beyond-calendar</c>: the rules are not known to hold in that year.</exception>
    public ReadOnlySpan<Holiday> InYear(int year)
    {
        CheckYear(year, $"The year {year}");
        return Between(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
    }

    /// <summary>The holidays of a day; mostly none.</summary>
    /// <param name="day">The day.</param>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public ReadOnlySpan<Holiday> On(DateOnly day)
    {
        Check(day);
        return Between(day, day.AddDays(1));
    }

    /// <summary>Whether a day is on the market's weekend: Saturday and Sunday; in the Emirates Friday and Saturday until 2021.</summary>
    /// <param name="day">The day.</param>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public bool IsWeekend(DateOnly day)
    {
        Check(day);
        return day.DayOfWeek == DayOfWeek.Saturday
            || day.DayOfWeek == (Market == Market.AE && day.Year < EmiratiSundayWeekend ? DayOfWeek.Friday : DayOfWeek.Sunday);
    }

    private static IEnumerable<Holiday> Rules(Market market, int year) => (market switch
    {
        Market.GB => BritishHolidays.InYear(year),
        Market.US => AmericanHolidays.InYear(year),
        Market.DE => GermanHolidays.InYear(year),
        Market.FR => FrenchHolidays.InYear(year),
        Market.IN => IndianHolidays.InYear(year),
        Market.AE => EmiratiHolidays.InYear(year),
        _ => throw new ArgumentOutOfRangeException(nameof(market), market, "There are no rules for this market."),
    }).Concat(SharedEvents.InYear(year, except: market == Market.IN ? SharedEvents.Sighted : []));

    private Span<Holiday> Between(DateOnly first, DateOnly end)
    {
        var from = FirstFrom(first);
        return _holidays.AsSpan(from..Math.Max(from, FirstFrom(end)));
    }

    /// <summary>The place of the first holiday on a day or after it.</summary>
    private int FirstFrom(DateOnly day)
    {
        var (low, high) = (0, _holidays.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _holidays[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Check(DateOnly day) => CheckYear(day.Year, $"The day {day:yyyy-MM-dd}");

    private void CheckYear(int year, string what)
    {
        if (year is < FirstYear or > LastYear)
            throw new DataException($"{what} is beyond the calendar of {Market}, whose rules hold from {FirstYear} to {LastYear}.")
            {
                Code = "beyond-calendar", Hint = "Shorten the horizon, or give the holidays as covariates of your own.",
            };
    }
}
