namespace Kirana.Forecast.Calendars;

/// <summary>Federal holidays of the United Arab Emirates.</summary>
/// <remarks>Cabinet resolutions sometimes move a day to the end of a week; those moves are no rule and are not here.</remarks>
internal static class EmiratiHolidays
{
    private const int CommemorationFirst = 2015;
    private const int CommemorationInDecember = 2019;
    private const int CommemorationLast = 2023;

    /// <summary>The day of the ascension was a holiday until then.</summary>
    private const int AscensionLast = 2018;

    private const int Rajab = 7;

    public static IEnumerable<Holiday> InYear(int year)
    {
        yield return Public(new DateOnly(year, 1, 1), "New Year's Day");
        if (year is >= CommemorationFirst and <= CommemorationLast)
            yield return Public(year < CommemorationInDecember ? new DateOnly(year, 11, 30) : new DateOnly(year, 12, 1), "Commemoration Day");
        yield return Public(new DateOnly(year, 12, 2), "National Day");
        yield return Public(new DateOnly(year, 12, 3), "National Day");
        var sighted = Sighted(year, IslamicDays.Shawwal, 1, 3, SharedEvents.EidAlFitr)
            .Concat(Sighted(year, IslamicDays.DhuAlHijjah, 9, 1, "Arafat Day"))
            .Concat(Sighted(year, IslamicDays.DhuAlHijjah, 10, 3, SharedEvents.EidAlAdha))
            .Concat(Sighted(year, IslamicDays.Muharram, 1, 1, "Islamic New Year"))
            .Concat(Sighted(year, IslamicDays.RabiAlAwwal, 12, 1, "Birthday of the Prophet"))
            .Concat(year <= AscensionLast ? Sighted(year, Rajab, 27, 1, "Isra and Miraj") : []);
        foreach (var holiday in sighted)
            yield return holiday;
    }

    private static IEnumerable<Holiday> Sighted(int year, int month, int day, int length, string name)
    {
        for (var k = 0; k < length; k++)
            foreach (var found in IslamicDays.InYear(year, month, day + k))
                yield return new Holiday(found, name, HolidayKind.Public, IsApproximate: true);
    }

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
