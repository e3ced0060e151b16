using System.Globalization;

namespace Kirana.Storage.Analysis;

/// <summary>The days of a time zone as an SQL expression: the zone's offsets between two moments become a decision tree over the moment.</summary>
internal static class ShopDays
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly long s_epochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The day of a moment as its <see cref="DateOnly.DayNumber"/>.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="time">The moment in UTC microseconds.</param>
    public static int Of(TimeZoneInfo zone, long time) =>
        (int)((time + OffsetAt(zone, time) + s_epochDay * MicrosecondsPerDay) / MicrosecondsPerDay);

    /// <summary>An expression for the day of a moment.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="first">The earliest moment, in UTC microseconds.</param>
    /// <param name="last">The latest moment.</param>
    /// <param name="time">The column that holds the moment.</param>
    public static string Sql(TimeZoneInfo zone, long first, long last, string time)
    {
        // The count begins in the year 1, so that no moment is negative and whole division rounds down.
        var changes = Changes(zone, first, last);
        return string.Create(CultureInfo.InvariantCulture,
            $"(({time} + {s_epochDay * MicrosecondsPerDay} + {Tree(changes, 0, changes.Count, time)}) // {MicrosecondsPerDay})::INTEGER");
    }

    // Change i holds from its moment until that of change i + 1.
    private static List<(long From, long Offset)> Changes(TimeZoneInfo zone, long first, long last)
    {
        var changes = new List<(long From, long Offset)> { (first, OffsetAt(zone, first)) };
        for (var day = first; day < last;)
        {
            var next = Math.Min(day + MicrosecondsPerDay, last);
            var offset = OffsetAt(zone, next);
            if (offset != changes[^1].Offset)
            {
                var (before, after) = (day, next);
                while (after - before > 1)
                {
                    var middle = before + (after - before) / 2;
                    if (OffsetAt(zone, middle) == changes[^1].Offset)
                        before = middle;
                    else
                        after = middle;
                }

                changes.Add((after, OffsetAt(zone, after)));
            }

            day = next;
        }

        return changes;
    }

    private static string Tree(List<(long From, long Offset)> changes, int start, int end, string time)
    {
        if (end - start == 1)
            return changes[start].Offset.ToString(CultureInfo.InvariantCulture);
        var middle = (start + end) / 2;
        return string.Create(CultureInfo.InvariantCulture,
            $"CASE WHEN {time} < {changes[middle].From} THEN {Tree(changes, start, middle, time)} ELSE {Tree(changes, middle, end, time)} END");
    }

    private static long OffsetAt(TimeZoneInfo zone, long time) =>
        zone.GetUtcOffset(DateTime.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond)).Ticks / TimeSpan.TicksPerMicrosecond;
}
