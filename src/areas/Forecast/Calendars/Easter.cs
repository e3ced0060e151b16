namespace Kirana.Forecast.Calendars;

/// <summary>Easter of the western churches.</summary>
internal static class Easter
{
    /// <summary>Easter Sunday: the first Sunday after the calendar's full moon of spring.</summary>
    /// <remarks>Meeus, "Astronomical algorithms", 2nd ed. 1998, chapter 8: the Gregorian computus for every year.</remarks>
    public static DateOnly Sunday(int year)
    {
        var (golden, century, inCentury) = (year % 19, year / 100, year % 100);
        var correction = (century - (century + 8) / 25 + 1) / 3;
        var epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        var late = (golden + 11 * epact + 22 * weekday) / 451;
        var place = epact + weekday - 7 * late + 114;
        return new DateOnly(year, place / 31, place % 31 + 1);
    }
}
