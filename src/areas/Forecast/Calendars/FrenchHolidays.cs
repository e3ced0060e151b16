namespace Kirana.Forecast.Calendars;

/// <summary>The eleven national holidays of France (Code du travail, L3133-1).</summary>
internal static class FrenchHolidays
{
    public static IEnumerable<Holiday> InYear(int year)
    {
        var easter = Easter.Sunday(year);
        yield return Public(new DateOnly(year, 1, 1), "New Year's Day");
        yield return Public(easter.AddDays(1), "Easter Monday");
        yield return Public(new DateOnly(year, 5, 1), "Labour Day");
        yield return Public(new DateOnly(year, 5, 8), "Victory Day");
        yield return Public(easter.AddDays(39), "Ascension Day");
        yield return Public(easter.AddDays(50), "Whit Monday");
        yield return Public(new DateOnly(year, 7, 14), "National Day");
        yield return Public(new DateOnly(year, 8, 15), "Assumption Day");
        yield return Public(new DateOnly(year, 11, 1), "All Saints' Day");
        yield return Public(new DateOnly(year, 11, 11), "Armistice Day");
        yield return Public(new DateOnly(year, 12, 25), "Christmas Day");
    }

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
