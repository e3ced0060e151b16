namespace Kirana.Operate.Contracts;

/// <summary>A time as a text gives it.</summary>
/// <param name="Micros">Microseconds since 1970 on the clock the text speaks of.</param>
/// <param name="OffsetMinutes">That clock's distance from UTC in minutes, or <see langword="null"/> if the text does not say.</param>
public readonly record struct LocalTime(long Micros, int? OffsetMinutes)
{
    /// <summary>Microseconds in a second.</summary>
    public const long Second = 1_000_000;

    /// <summary>Microseconds in a day.</summary>
    public const long Day = 86_400 * Second;

    /// <summary><see cref="DateOnly.DayNumber"/> of the first of January 1970.</summary>
    public const int Epoch = 719_162;

    /// <summary>Puts a date and a time of day together, if they exist.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to the month's last.</param>
    /// <param name="microsOfDay">Microseconds since midnight.</param>
    /// <param name="offsetMinutes">The distance from UTC, if known.</param>
    /// <param name="time">The time.</param>
    public static bool TryCreate(int year, int month, int day, long microsOfDay, int? offsetMinutes, out LocalTime time)
    {
        time = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        time = new LocalTime((new DateOnly(year, month, day).DayNumber - Epoch) * Day + microsOfDay, offsetMinutes);
        return true;
    }
}
