namespace Kirana.Forecast.Calendars;

/// <summary>Festivals of the Hindu calendar, for India as a whole.</summary>
/// <remarks>
/// A month begins with a new moon and has the name of the sun's sign at that time; of two in one sign the first is a leap month without
/// festivals. A lunar day, tithi, is 12° of the moon's way from the sun: 0 to 14 until full moon, 15 to 29 until the next new moon. A
/// festival is kept on the last civil day on which its tithi prevails at an hour of Indian time that tradition gives: the evening for Diwali's new
/// moon, the last half watch of the day for the fire before Holi, three muhurtas after sunrise for Raksha Bandhan, midday for Ganesh
/// Chaturthi, the afternoon for Dussehra. Almanacs differ in rare years; these are the days of published lists from 2001 to 2035, but
/// for Dussehra of 2003.
/// </remarks>
internal static class HinduFestivals
{
    private const int FullMoon = 14;
    private const int DarkMoon = 29;
    private const int Karka = 3;
    private const int Simha = 4;
    private const int Kanya = 5;
    private const int Tula = 6;
    private const int Kumbha = 10;

    private const double AfterSunrise = 8.5;
    private const double Midday = 12.5;
    private const double Afternoon = 14.25;
    private const double LastHalfWatch = 17;
    private const double Evening = 19;

    private const double IndianTime = 5.5;
    private const double DegreesPerTithi = 12;
    private const double DaysPerTithi = 29.530589 / 30;

    /// <summary>The Julian day at midnight before day number 0.</summary>
    private const double JulianDayOfZero = 1721425.5;

    /// <summary>The new moon with which Kartika begins.</summary>
    public static DateOnly Diwali(int year) => DayOf(NewMoons(year, Tula)[0], DarkMoon - 30, Evening);

    /// <summary>The day after the fire at the full moon of Phalguna.</summary>
    public static DateOnly Holi(int year) => DayOf(NewMoons(year, Kumbha)[^1], FullMoon, LastHalfWatch, orEve: true).AddDays(1);

    /// <summary>The full moon of Shravana.</summary>
    public static DateOnly RakshaBandhan(int year) => DayOf(NewMoons(year, Karka)[^1], FullMoon, AfterSunrise, orEve: true);

    /// <summary>The fourth of Bhadrapada.</summary>
    public static DateOnly GaneshChaturthi(int year) => DayOf(NewMoons(year, Simha)[^1], 3, Midday);

    /// <summary>The tenth of Ashvina.</summary>
    public static DateOnly Dussehra(int year) => DayOf(NewMoons(year, Kanya)[^1], 9, Afternoon);

    /// <summary>The times of a year's new moons while the sun is in a sign: one, or two where a leap month begins.</summary>
    private static List<double> NewMoons(int year, int sign)
    {
        const double DegreesPerDay = DegreesPerTithi / DaysPerTithi;
        const int Refinements = 6;
        var found = new List<double>();
        for (var at = JulianDay(new DateOnly(year, 1, 1), 0); at < JulianDay(new DateOnly(year, 12, 31), 24); at++)
        {
            at += (360 - SunAndMoon.Elongation(at)) / DegreesPerDay;
            for (var k = 0; k < Refinements; k++)
                at -= (Degrees.Within(SunAndMoon.Elongation(at) + 180, 360) - 180) / DegreesPerDay;
            if (SunAndMoon.SunSign(at) == sign)
                found.Add(at);
        }

        return found;
    }

    /// <summary>The last day on which a tithi prevails at an hour.</summary>
    /// <param name="newMoon">The new moon from which tithis are counted.</param>
    /// <param name="tithi">The tithi, negative before the new moon.</param>
    /// <param name="hour">The hour of Indian time.</param>
    /// <param name="orEve">Whether a tithi that lies between that hour of two days belongs to the first of them, not the second.</param>
    private static DateOnly DayOf(double newMoon, int tithi, double hour, bool orEve = false)
    {
        var wanted = (tithi + 30) % 30;
        var day = DateOnly.FromDayNumber((int)Math.Floor(newMoon + tithi * DaysPerTithi + IndianTime / 24 - JulianDayOfZero)).AddDays(-2);
        while (!IsPast(TithiAt(day, hour), wanted))
            day = day.AddDays(1);
        return orEve || TithiAt(day.AddDays(-1), hour) == wanted ? day.AddDays(-1) : day;
    }

    private static int TithiAt(DateOnly day, double hour) => (int)(SunAndMoon.Elongation(JulianDay(day, hour)) / DegreesPerTithi);

    private static bool IsPast(int tithi, int wanted) => (tithi - wanted + 30) % 30 is > 0 and < 15;

    private static double JulianDay(DateOnly day, double hour) => JulianDayOfZero + day.DayNumber + (hour - IndianTime) / 24;
}
