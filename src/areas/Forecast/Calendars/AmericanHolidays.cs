namespace Kirana.Forecast.Calendars;

/// <summary>Federal holidays of the United States (5 U.S.C. § 6103), and the days on which federal offices observe those of a weekend.</summary>
internal static class AmericanHolidays
{
    private const int FirstJuneteenth = 2021;
    private const string NewYear = "New Year's Day";

    public static IEnumerable<Holiday> InYear(int year)
    {
        foreach (var holiday in Fixed(year).Where(holiday => year >= FirstJuneteenth || holiday.Day is not { Month: 6 }))
        {
            yield return holiday;
            if (Observed(holiday) is { } day && day.Day.Year == year)
                yield return day;
        }

        if (Observed(new Holiday(new DateOnly(year + 1, 1, 1), NewYear, HolidayKind.Public)) is { } before && before.Day.Year == year)
            yield return before;
        yield return Public(Weekdays.Nth(year, 1, DayOfWeek.Monday, 3), "Martin Luther King Jr. Day");
        yield return Public(Weekdays.Nth(year, 2, DayOfWeek.Monday, 3), "Washington's Birthday");
        yield return Public(Weekdays.Last(year, 5, DayOfWeek.Monday), "Memorial Day");
        yield return Public(Weekdays.Nth(year, 9, DayOfWeek.Monday, 1), "Labor Day");
        yield return Public(Weekdays.Nth(year, 10, DayOfWeek.Monday, 2), "Columbus Day");
        yield return Public(Weekdays.Nth(year, 11, DayOfWeek.Thursday, 4), "Thanksgiving");
    }

    private static IEnumerable<Holiday> Fixed(int year) =>
    [
        Public(new DateOnly(year, 1, 1), NewYear),
        Public(new DateOnly(year, 6, 19), "Juneteenth"),
        Public(new DateOnly(year, 7, 4), "Independence Day"),
        Public(new DateOnly(year, 11, 11), "Veterans Day"),
        Public(new DateOnly(year, 12, 25), "Christmas Day"),
    ];

    /// <summary>A Saturday is observed on the Friday before, a Sunday on the Monday after.</summary>
    private static Holiday? Observed(Holiday holiday) => holiday.Day.DayOfWeek switch
    {
        DayOfWeek.Saturday => holiday with { Day = holiday.Day.AddDays(-1), Kind = HolidayKind.Substitute },
        DayOfWeek.Sunday => holiday with { Day = holiday.Day.AddDays(1), Kind = HolidayKind.Substitute },
        _ => null,
    };

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
