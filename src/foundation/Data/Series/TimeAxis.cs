using System.Globalization;

namespace Kirana.Data.Series;

/// <summary>Where a series begins and how long its step is.</summary>
/// <param name="Step">The step.</param>
/// <param name="Start">The first step as a number: for <see cref="Step.Index"/> the index itself; hours since 1970; the
/// <see cref="DateOnly.DayNumber"/> for days and for the first day of a week; 12 × year + month − 1; 4 × year + quarter − 1; the year.</param>
public readonly record struct TimeAxis(Step Step, long Start)
{
    /// <summary>An axis of days.</summary>
    /// <param name="first">The first day.</param>
    public static TimeAxis Days(DateOnly first) => new(Step.Day, first.DayNumber);

    /// <summary>An axis of weeks.</summary>
    /// <param name="firstDay">The first day of the first week.</param>
    public static TimeAxis Weeks(DateOnly firstDay) => new(Step.Week, firstDay.DayNumber);

    /// <summary>The axis that begins a number of steps later (earlier if negative).</summary>
    /// <param name="steps">Steps to move.</param>
    public TimeAxis Shift(long steps) => this with { Start = Start + (Step == Step.Week ? 7 : 1) * steps };

    /// <summary>The calendar day on which a step begins.</summary>
    /// <param name="offset">Steps after <see cref="Start"/>; may be negative.</param>
    /// <exception cref="InvalidOperationException">The step is <see cref="Step.Index"/>, which has no calendar.</exception>
    public DateOnly DayOf(long offset)
    {
        var at = Shift(offset).Start;
        return Step switch
        {
            Step.Hour => DateOnly.FromDateTime(DateTime.UnixEpoch.AddHours(at)),
            Step.Day or Step.Week => DateOnly.FromDayNumber((int)at),
            Step.Month => new DateOnly((int)(at / 12), (int)(at % 12) + 1, 1),
            Step.Quarter => new DateOnly((int)(at / 4), (int)(at % 4) * 3 + 1, 1),
            Step.Year => new DateOnly((int)at, 1, 1),
            _ => throw new InvalidOperationException("A numbered series has no calendar days."),
        };
    }

    /// <summary>The name of a step as files and pictures show it: <c>2011-11-07</c>, <c>2011-11-07T13:00</c>, <c>2011-11</c>, <c>2011-Q4</c>, <c>2011</c> or the index.</summary>
    /// <param name="offset">Steps after <see cref="Start"/>; may be negative.</param>
    public string Label(long offset)
    {
        var at = Shift(offset).Start;
        return Step switch
        {
            Step.Hour => DateTime.UnixEpoch.AddHours(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
            Step.Day or Step.Week => DayOf(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Step.Month => DayOf(offset).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Step.Quarter => $"{at / 4}-Q{at % 4 + 1}",
            _ => at.ToString(CultureInfo.InvariantCulture),
        };
    }
}
