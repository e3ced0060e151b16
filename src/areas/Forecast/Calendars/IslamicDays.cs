using System.Globalization;

namespace Kirana.Forecast.Calendars;

/// <summary>Days of the Islamic calendar by the tables of Umm al-Qura.</summary>
/// <remarks>The civil day on which the Islamic day is kept; where the month begins by sighting the crescent, a day more or less is possible.</remarks>
internal static class IslamicDays
{
    public const int Muharram = 1;
    public const int RabiAlAwwal = 3;
    public const int Ramadan = 9;
    public const int Shawwal = 10;
    public const int DhuAlHijjah = 12;

    private static readonly UmAlQuraCalendar Tables = new();

    /// <summary>The days of a civil year that are a given day of a given Islamic month: one, or two where the shorter year fits in twice.</summary>
    public static IEnumerable<DateOnly> InYear(int year, int month, int day)
    {
        var first = Tables.GetYear(new DateTime(year, 1, 1));
        for (var islamic = first; islamic <= first + 1; islamic++)
        {
            var found = DateOnly.FromDateTime(Tables.ToDateTime(islamic, month, day, 0, 0, 0, 0));
            if (found.Year == year)
                yield return found;
        }
    }
}
