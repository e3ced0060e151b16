namespace Kirana.Operate.Contracts;

/// <summary>Turns times of one time zone into UTC and back into days, at the cost of a table look-up.</summary>
/// <remarks>
/// Daylight saving: a time that the clocks jump over (the gap in spring) is read with the offset before the jump, so 01:30 becomes the
/// moment an unchanged clock would have shown 01:30. A time that occurs twice (the overlap in autumn) is the first of the two.
/// Offsets are cached by day; only days on which the clocks change ask the time zone anew. Not thread-safe.
/// </remarks>
public sealed class ShopClock
{
    private const long Unknown = long.MinValue;
    private const long Changes = long.MaxValue;

    /// <summary>What <see cref="DateTime"/> can hold, with days to spare.</summary>
    private const long Earliest = -62_000_000_000 * LocalTime.Second, Latest = 250_000_000_000 * LocalTime.Second;

    private readonly TimeZoneInfo _zone;
    private readonly long[] _offsets = new long[366 * 200];

    /// <summary>Creates a clock.</summary>
    /// <param name="zone">The time zone.</param>
    public ShopClock(TimeZoneInfo zone)
    {
        _zone = zone;
        Array.Fill(_offsets, Unknown);
    }

    /// <summary>A clock for a time zone's IANA name.</summary>
    /// <param name="zone">The name, such as <c>Europe/London</c>.</param>
    /// <exception cref="Data.DataException">The system knows no such time zone.</exception>
    public static ShopClock Of(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? new ShopClock(found)
            : throw new Data.DataException($"The time zone '{zone}' is not known to this system.")
            {
                Code = "bad-time-zone",
                Hint = "Use an IANA name such as Europe/London; on a minimal Linux install the package tzdata.",
            };

    /// <summary>The UTC moment of a time.</summary>
    /// <param name="time">The time; one without an offset is on this clock.</param>
    /// <returns>Microseconds since 1970.</returns>
    public long ToUtc(LocalTime time)
    {
        if (time.OffsetMinutes is { } minutes)
            return time.Micros - minutes * 60 * LocalTime.Second;
        var day = time.Micros / LocalTime.Day;
        if (time.Micros < 0 || day >= _offsets.Length)
            return time.Micros - Offset(time.Micros);
        ref var offset = ref _offsets[day];
        if (offset == Unknown)
            offset = OffsetOfDay(day);
        return time.Micros - (offset == Changes ? Offset(time.Micros) : offset);
    }

    /// <summary>The day of a time on this clock.</summary>
    /// <param name="time">The time.</param>
    /// <returns><see cref="DateOnly.DayNumber"/>.</returns>
    public int DayOf(LocalTime time)
    {
        var local = time.OffsetMinutes is null ? time.Micros : ToLocal(ToUtc(time));
        return (int)Math.Floor((double)local / LocalTime.Day) + LocalTime.Epoch;
    }

    private long ToLocal(long utc)
    {
        var moment = DateTime.UnixEpoch.AddTicks(Math.Clamp(utc, Earliest, Latest) * 10);
        return utc + _zone.GetUtcOffset(moment).Ticks / 10;
    }

    /// <summary>The offset of every time of a day, or <see cref="Changes"/>. The clocks change at most once within a day and its neighbours.</summary>
    private long OffsetOfDay(long day)
    {
        var start = Offset(day * LocalTime.Day - LocalTime.Day / 2);
        return start == Offset((day + 1) * LocalTime.Day + LocalTime.Day / 2) ? start : Changes;
    }

    private long Offset(long local)
    {
        var time = new DateTime(DateTime.UnixEpoch.Ticks + Math.Clamp(local, Earliest, Latest) * 10,
            DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(time))
            return _zone.GetUtcOffset(time.AddHours(-3)).Ticks / 10;
        return (_zone.IsAmbiguousTime(time) ? _zone.GetAmbiguousTimeOffsets(time).Max() : _zone.GetUtcOffset(time)).Ticks / 10;
    }
}
