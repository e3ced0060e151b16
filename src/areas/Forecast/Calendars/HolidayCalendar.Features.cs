using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;

namespace Kirana.Forecast.Calendars;

/// <content>What a calendar says about the steps of a series.</content>
public sealed partial class HolidayCalendar
{
    /// <summary>Days until a holiday comes next: 0 on the day itself.</summary>
    /// <param name="day">The day.</param>
    /// <param name="name">Which holiday, one of <see cref="Names"/>; <see langword="null"/>, the default, for whichever comes first.</param>
    /// <returns>The days; −1 where the calendar's last year comes before.</returns>
    /// <exception cref="ArgumentException">There is no such holiday.</exception>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public int DaysUntil(DateOnly day, string? name = null)
    {
        CheckName(name);
        Check(day);
        for (var i = FirstFrom(day); i < _holidays.Length; i++)
            if (IsNamed(_holidays[i], name))
                return _holidays[i].Day.DayNumber - day.DayNumber;
        return -1;
    }

    /// <summary>Days since a holiday was last: 0 on the day itself.</summary>
    /// <param name="day">The day.</param>
    /// <param name="name">Which holiday, one of <see cref="Names"/>; <see langword="null"/>, the default, for whichever was last.</param>
    /// <returns>The days; −1 where the calendar's first year comes after.</returns>
    /// <exception cref="ArgumentException">There is no such holiday.</exception>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public int DaysSince(DateOnly day, string? name = null)
    {
        CheckName(name);
        Check(day);
        for (var i = FirstFrom(day.AddDays(1)) - 1; i >= 0; i--)
            if (IsNamed(_holidays[i], name))
                return day.DayNumber - _holidays[i].Day.DayNumber;
        return -1;
    }

    /// <summary>Counts the days of a period: of a week or a month for a series of such.</summary>
    /// <param name="first">Its first day.</param>
    /// <param name="end">The day after its last.</param>
    /// <exception cref="ArgumentException">The end comes before the first day.</exception>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public DayCounts Count(DateOnly first, DateOnly end)
    {
        if (end < first)
            throw new ArgumentException($"The period ends on {end:yyyy-MM-dd}, before its first day, {first:yyyy-MM-dd}.", nameof(end));
        var (weekend, off, working, festive) = (0, 0, 0, 0);
        for (var day = first; day < end; day = day.AddDays(1))
        {
            var (isOff, isFestive) = (false, false);
            foreach (var holiday in On(day))
            {
                isOff |= holiday.Kind is HolidayKind.Public or HolidayKind.Substitute;
                isFestive |= holiday.Kind is HolidayKind.Festival or HolidayKind.Shopping;
            }

            var isWeekend = IsWeekend(day);
            weekend += isWeekend ? 1 : 0;
            off += isOff ? 1 : 0;
            working += isOff || isWeekend ? 0 : 1;
            festive += isFestive ? 1 : 0;
        }

        return new DayCounts(end.DayNumber - first.DayNumber, weekend, off, working, festive);
    }

    /// <summary>Counts the days of each step of a series and its horizon.</summary>
    /// <param name="axis">The series' axis; its step is a day or longer.</param>
    /// <param name="steps">The number of steps from its first on, the horizon among them.</param>
    /// <exception cref="ArgumentException">The step is <see cref="Step.Index"/> or <see cref="Step.Hour"/>, which has no days.</exception>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public DayCounts[] Count(TimeAxis axis, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (axis.Step is Step.Index or Step.Hour)
            throw new ArgumentException($"A step of {axis.Step} has no days to count.", nameof(axis));
        var counts = new DayCounts[steps];
        for (var k = 0; k < steps; k++)
            counts[k] = Count(axis.DayOf(k), axis.DayOf(k + 1));
        return counts;
    }

    /// <summary>Columns for models with regressors: for each step how many of its days are a holiday, and how many are so many days from it.</summary>
    /// <param name="axis">The series' axis; its step is a day or longer.</param>
    /// <param name="steps">The number of steps from its first on, the horizon among them.</param>
    /// <param name="names">The holidays, of <see cref="Names"/>; a substitute counts as what it stands for.</param>
    /// <param name="before">Days before that get columns of their own, named <c>Christmas Day -1</c> and so on; at least 0, 0 by default.</param>
    /// <param name="after">Days after that get columns of their own, named <c>Christmas Day +1</c> and so on; at least 0, 0 by default.</param>
    /// <returns>A column known ahead for each holiday and distance, in this order.</returns>
    /// <exception cref="ArgumentException">There is no such holiday, or the step has no days.</exception>
    /// <exception cref="DataException"><c>beyond-calendar</c>.</exception>
    public IReadOnlyList<Covariate> Covariates(TimeAxis axis, int steps, IReadOnlyList<string> names, int before = 0, int after = 0)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        Count(axis, steps);
        var columns = new List<Covariate>();
        foreach (var name in names)
        {
            CheckName(name);
            for (var distance = -before; distance <= after; distance++)
            {
                var values = new double[steps];
                for (var k = 0; k < steps; k++)
                    foreach (var holiday in Between(axis.DayOf(k).AddDays(-distance), axis.DayOf(k + 1).AddDays(-distance)))
                        values[k] += IsNamed(holiday, name) ? 1 : 0;
                columns.Add(Covariate.KnownAhead(distance == 0 ? name : $"{name} {distance:+0;-0}", values));
            }
        }

        return columns;
    }

    private static bool IsNamed(Holiday holiday, string? name) => name is null || string.Equals(holiday.Name, name, StringComparison.Ordinal);

    private void CheckName(string? name)
    {
        if (name is not null && !Names.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"The calendar of {Market} has no '{name}'; it has {string.Join(", ", Names.Select(one => $"'{one}'"))}.", nameof(name));
    }
}
