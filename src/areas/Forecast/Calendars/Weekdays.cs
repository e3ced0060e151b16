namespace Kirana.Forecast.Calendars;

/// <summary>Days by weekday and month.</summary>
internal static class Weekdays
{
    /// <summary>The n-th of a weekday in a month.</summary>
    public static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((weekday - first.DayOfWeek + 7) % 7 + 7 * (n - 1));
    }

    /// <summary>The last of a weekday in a month.</summary>
    public static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-((last.DayOfWeek - weekday + 7) % 7));
    }
}
