namespace Kirana.Forecast.Calendars;

/// <summary>Events that move demand in every market.</summary>
internal static class SharedEvents
{
    public const string EasterSunday = "Easter Sunday";
    public const string Diwali = "Diwali";
    public const string RamadanBegins = "Ramadan begins";
    public const string EidAlFitr = "Eid al-Fitr";
    public const string EidAlAdha = "Eid al-Adha";

    /// <summary>The events on days of the Islamic calendar.</summary>
    public static IReadOnlyList<string> Sighted { get; } = [RamadanBegins, EidAlFitr, EidAlAdha];

    /// <param name="year">The year.</param>
    /// <param name="except">The events that a market keeps on days of its own.</param>
    public static IEnumerable<Holiday> InYear(int year, IReadOnlyList<string> except) => All(year).Where(holiday => !except.Contains(holiday.Name, StringComparer.Ordinal));

    private static IEnumerable<Holiday> All(int year)
    {
        // Thanksgiving is the fourth Thursday of November; the sales begin the day after and go on to Monday.
        var thanksgiving = Weekdays.Nth(year, 11, DayOfWeek.Thursday, 4);
        yield return new Holiday(Easter.Sunday(year), EasterSunday, HolidayKind.Festival);
        yield return new Holiday(new DateOnly(year, 11, 11), "Singles' Day", HolidayKind.Shopping);
        yield return new Holiday(thanksgiving.AddDays(1), "Black Friday", HolidayKind.Shopping);
        yield return new Holiday(thanksgiving.AddDays(4), "Cyber Monday", HolidayKind.Shopping);
        yield return new Holiday(HinduFestivals.Diwali(year), Diwali, HolidayKind.Festival);
        foreach (var day in IslamicDays.InYear(year, IslamicDays.Ramadan, 1))
            yield return new Holiday(day, RamadanBegins, HolidayKind.Festival, IsApproximate: true);
        foreach (var day in IslamicDays.InYear(year, IslamicDays.Shawwal, 1))
            yield return new Holiday(day, EidAlFitr, HolidayKind.Festival, IsApproximate: true);
        foreach (var day in IslamicDays.InYear(year, IslamicDays.DhuAlHijjah, 10))
            yield return new Holiday(day, EidAlAdha, HolidayKind.Festival, IsApproximate: true);
    }
}
