namespace Kirana.Forecast.Calendars;

/// <summary>Bank holidays of England and Wales (Banking and Financial Dealings Act 1971, and royal proclamations).</summary>
internal static class BritishHolidays
{
    private static readonly Holiday[] Once =
    [
        Public(new DateOnly(2002, 6, 3), "Golden Jubilee"), Public(new DateOnly(2011, 4, 29), "Royal wedding"),
        Public(new DateOnly(2012, 6, 5), "Diamond Jubilee"), Public(new DateOnly(2022, 6, 3), "Platinum Jubilee"),
        Public(new DateOnly(2022, 9, 19), "State funeral"), Public(new DateOnly(2023, 5, 8), "Coronation"),
    ];

    public static IEnumerable<Holiday> InYear(int year)
    {
        var easter = Easter.Sunday(year);
        var newYear = new DateOnly(year, 1, 1);
        yield return Public(newYear, "New Year's Day");
        if (newYear.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            yield return new Holiday(Weekdays.Nth(year, 1, DayOfWeek.Monday, 1), "New Year's Day", HolidayKind.Substitute);
        yield return Public(easter.AddDays(-2), "Good Friday");
        yield return Public(easter.AddDays(1), "Easter Monday");

        // Moved to the 75th anniversary of the end of the war in Europe.
        yield return Public(year == 2020 ? new DateOnly(year, 5, 8) : Weekdays.Nth(year, 5, DayOfWeek.Monday, 1), "Early May bank holiday");
        yield return Public(year switch
        {
            2002 or 2012 => new DateOnly(year, 6, 4),
            2022 => new DateOnly(year, 6, 2),
            _ => Weekdays.Last(year, 5, DayOfWeek.Monday),
        }, "Spring bank holiday");
        yield return Public(Weekdays.Last(year, 8, DayOfWeek.Monday), "Summer bank holiday");
        foreach (var holiday in Christmas(year))
            yield return holiday;
        foreach (var once in Once.Where(once => once.Day.Year == year))
            yield return once;
    }

    private static IEnumerable<Holiday> Christmas(int year)
    {
        var (christmas, boxing) = (new DateOnly(year, 12, 25), new DateOnly(year, 12, 26));
        yield return Public(christmas, "Christmas Day");
        yield return Public(boxing, "Boxing Day");

        // Monday 27 and Tuesday 28 stand in for a whole weekend; for one day the next that is free.
        if (christmas.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            yield return new Holiday(new DateOnly(year, 12, 27), "Christmas Day", HolidayKind.Substitute);
        if (boxing.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            yield return new Holiday(new DateOnly(year, 12, 28), "Boxing Day", HolidayKind.Substitute);
    }

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
