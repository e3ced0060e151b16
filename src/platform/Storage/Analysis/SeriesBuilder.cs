using System.Runtime.InteropServices;
using Kirana.Data.Series;

namespace Kirana.Storage.Analysis;

/// <summary>Makes regular series of scattered days.</summary>
/// <param name="step">Days or weeks.</param>
/// <param name="first">The shop's first day.</param>
/// <param name="until">The first day that no longer counts.</param>
/// <param name="weekStart">The first day of a week.</param>
internal sealed class SeriesBuilder(Step step, int first, int until, DayOfWeek weekStart)
{
    private readonly Dictionary<string, List<(int Day, long Units)>> _days = new(StringComparer.Ordinal);

    /// <summary>Adds what one day brought.</summary>
    /// <param name="key">The series.</param>
    /// <param name="day">The day.</param>
    /// <param name="units">Units in ten-thousandths.</param>
    public void Add(string key, int day, long units) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(_days, key, out _) ??= []).Add((day, units));

    /// <summary>The series, ordered by key: each from its first sale to the end, nothing sold is 0. A series without a whole week has no weeks.</summary>
    public IReadOnlyList<TimeSeries> Build()
    {
        var length = step == Step.Week ? 7 : 1;
        // Weeks that lie wholly within the shop's days.
        var origin = step == Step.Week ? first + ((int)weekStart - (int)DateOnly.FromDayNumber(first).DayOfWeek + 7) % 7 : first;
        var end = step == Step.Week ? origin + Math.Max(0, until - origin) / 7 * 7 : until;
        var series = new List<TimeSeries>(_days.Count);
        var sums = Array.Empty<long>();
        foreach (var (key, days) in _days.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            days.RemoveAll(day => day.Day < origin || day.Day >= end);
            if (days.Count == 0)
                continue;
            var start = origin + (days.Min(day => day.Day) - origin) / length * length;
            var count = (end - start) / length;
            if (sums.Length < count)
                sums = new long[count];
            foreach (var (day, units) in days)
                sums[(day - start) / length] += units;
            var values = new double[count];
            for (var i = 0; i < count; i++)
                values[i] = sums[i] / 10_000.0;
            sums.AsSpan(0, count).Clear();
            series.Add(new TimeSeries(key, new TimeAxis(step, start), values));
        }

        return series;
    }
}
