namespace Kirana.Forecast.Calendars;

/// <summary>The holidays that all German states keep.</summary>
internal static class GermanHolidays
{
    /// <summary>The 500th anniversary of the Reformation was a holiday everywhere.</summary>
    private const int ReformationYear = 2017;

    public static IEnumerable<Holiday> InYear(int year)
    {
        var easter = Easter.Sunday(year);
        yield return Public(new DateOnly(year, 1, 1), "New Year's Day");
        yield return Public(easter.AddDays(-2), "Good Friday");
        yield return Public(easter.AddDays(1), "Easter Monday");
        yield return Public(new DateOnly(year, 5, 1), "Labour Day");
        yield return Public(easter.AddDays(39), "Ascension Day");
        yield return Public(easter.AddDays(50), "Whit Monday");
        yield return Public(new DateOnly(year, 10, 3), "German Unity Day");
        if (year == ReformationYear)
            yield return Public(new DateOnly(year, 10, 31), "Reformation Day");
        yield return Public(new DateOnly(year, 12, 25), "Christmas Day");
        yield return Public(new DateOnly(year, 12, 26), "Second Day of Christmas");
    }

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
