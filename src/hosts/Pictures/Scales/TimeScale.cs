using System.Globalization;

namespace Kirana.Pictures.Scales;

/// <summary>Spreads moments evenly; ticks lie on the calendar's own steps: hours, days, weeks, months, years.</summary>
internal sealed class TimeScale : Scale
{
    private const double Day = 86_400;
    private const double First = -62_135_596_800; // 0001-01-01
    private const double Last = 253_402_300_799;  // 9999-12-31T23:59:59

    // Steps of the clock in seconds, then of the calendar in months.
    private static readonly double[] Clock = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, Day, 2 * Day, 7 * Day, 14 * Day];
    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000];

    private readonly double _minimum;
    private readonly double _maximum;

    /// <summary>Creates a scale from the moments it must show, in seconds since 1970.</summary>
    /// <param name="minimum">The earliest.</param>
    /// <param name="maximum">The latest.</param>
    public TimeScale(double minimum, double maximum)
    {
        if (!(minimum <= maximum))
            (minimum, maximum) = (0, Day);
        minimum = Math.Clamp(minimum, First, Last);
        maximum = Math.Clamp(maximum, First, Last);
        if (maximum - minimum < 1)
            (minimum, maximum) = (Math.Max(First, minimum - Day / 2), Math.Min(Last, maximum + Day / 2));
        _minimum = minimum;
        _maximum = maximum;
    }

    /// <summary>Whether a value is a moment of the calendar.</summary>
    /// <param name="value">Seconds since 1970.</param>
    public static bool IsMoment(double value) => value is >= First and <= Last;

    public override double Place(double value) => IsMoment(value) ? (value - _minimum) / (_maximum - _minimum) : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        var raw = (_maximum - _minimum) / Math.Max(1, most);
        var clock = Array.Find(Clock, step => step >= raw);
        return clock > 0 ? ClockTicks(clock) : MonthTicks(Array.Find(Months, step => step * 30.44 * Day >= raw) is var m and > 0 ? m : Months[^1]);
    }

    public override string Text(double value)
    {
        if (!IsMoment(value))
            return "";
        var time = At(value);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
    }

    private List<Tick> ClockTicks(double step)
    {
        // Weeks are counted from a Monday (1970-01-05), everything else from midnight.
        var origin = step >= 7 * Day ? 4 * Day : 0;
        var ticks = new List<Tick>();
        DateTime? previous = null;
        for (var at = Math.Ceiling((_minimum - origin) / step) * step + origin; at <= _maximum && IsMoment(at); at += step)
        {
            var time = At(at);
            var newYear = previous is null || previous.Value.Year != time.Year;
            var newDay = previous is null || previous.Value.Date != time.Date;
            var format = step >= Day
                ? newYear ? "d MMM yyyy" : "d MMM"
                : newDay ? "d MMM HH:mm" : step < 60 ? "HH:mm:ss" : "HH:mm";
            ticks.Add(new Tick(at, time.ToString(format, CultureInfo.InvariantCulture)));
            previous = time;
        }

        return ticks;
    }

    private List<Tick> MonthTicks(int step)
    {
        var start = At(_minimum);
        var month = (start.Year * 12 + start.Month - 1) / step * step;
        var ticks = new List<Tick>();
        for (; month / 12 <= 9999; month += step)
        {
            if (month < 12)
                continue;
            var time = new DateTime(month / 12, month % 12 + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var at = (time - DateTime.UnixEpoch).TotalSeconds;
            if (at > _maximum)
                break;
            if (at < _minimum)
                continue;
            var format = step >= 12 ? "yyyy" : time.Month == 1 || ticks.Count == 0 ? "MMM yyyy" : "MMM";
            ticks.Add(new Tick(at, time.ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks;
    }

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
