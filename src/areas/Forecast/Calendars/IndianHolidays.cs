namespace Kirana.Forecast.Calendars;

/// <summary>The national holidays of India, and the main festivals that the central government's offices keep.</summary>
internal static class IndianHolidays
{
    /// <summary>The crescent is mostly seen in India a day after Umm al-Qura's table has the month begin.</summary>
    private const int SightingDelay = 1;

    public static IEnumerable<Holiday> InYear(int year)
    {
        yield return Public(new DateOnly(year, 1, 26), "Republic Day");
        yield return Public(new DateOnly(year, 8, 15), "Independence Day");
        yield return Public(new DateOnly(year, 10, 2), "Gandhi Jayanti");
        yield return Public(new DateOnly(year, 12, 25), "Christmas Day");
        yield return Public(Easter.Sunday(year).AddDays(-2), "Good Friday");
        yield return Public(HinduFestivals.Holi(year), "Holi");
        yield return new Holiday(HinduFestivals.RakshaBandhan(year), "Raksha Bandhan", HolidayKind.Festival);
        yield return new Holiday(HinduFestivals.GaneshChaturthi(year), "Ganesh Chaturthi", HolidayKind.Festival);
        yield return Public(HinduFestivals.Dussehra(year), "Dussehra");
        yield return Public(HinduFestivals.Diwali(year), SharedEvents.Diwali);
        foreach (var holiday in Sighted(year, IslamicDays.Ramadan, 1, SharedEvents.RamadanBegins, HolidayKind.Festival)
            .Concat(Sighted(year, IslamicDays.Shawwal, 1, SharedEvents.EidAlFitr, HolidayKind.Public))
            .Concat(Sighted(year, IslamicDays.DhuAlHijjah, 10, SharedEvents.EidAlAdha, HolidayKind.Public)))
            yield return holiday;
    }

    private static IEnumerable<Holiday> Sighted(int year, int month, int day, string name, HolidayKind kind)
    {
        // The year before may give its last day to this one.
        foreach (var table in IslamicDays.InYear(year - 1, month, day).Concat(IslamicDays.InYear(year, month, day)))
            if (table.AddDays(SightingDelay) is var seen && seen.Year == year)
                yield return new Holiday(seen, name, kind, IsApproximate: true);
    }

    private static Holiday Public(DateOnly day, string name) => new(day, name, HolidayKind.Public);
}
