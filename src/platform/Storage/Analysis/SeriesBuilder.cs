using Kirana.Data.Series;

namespace Kirana.Storage.Analysis;

/// <summary>Makes regular series of scattered days.</summary>
/// <param name="step">Days or weeks.</param>
/// <param name="first">The shop's first day.</param>
/// <param name="until">The first day that no longer counts.</param>
/// <param name="weekStart">The first day of a week.</param>
internal sealed class SeriesBuilder(Step step, int first, int until, DayOfWeek weekStart)
{
    private readonly List<int> _series = [];
    private readonly List<int> _days = [];
    private readonly List<long> _units = [];

    /// <summary>Adds what one day brought.</summary>
    /// <param name="series">The series' place among the names.</param>
    /// <param name="day">The day.</param>
    /// <param name="units">Units in ten-thousandths.</param>
    public void Add(int series, int day, long units)
    {
        _series.Add(series);
        _days.Add(day);
        _units.Add(units);
    }

    /// <summary>The series, ordered by name: each from its first sale to the end; a day without a sale is 0. One without any whole week has no weeks.</summary>
    /// <param name="names">The names of the series.</param>
    public IReadOnlyList<TimeSeries> Build(IReadOnlyList<string> names)
    {
        // Weeks that lie wholly within the shop's days.
        var length = step == Step.Week ? 7 : 1;
        var origin = step == Step.Week ? first + ((int)weekStart - (int)DateOnly.FromDayNumber(first).DayOfWeek + 7) % 7 : first;
        var steps = Math.Max(0, until - origin) / length;

        var (starts, order) = BySeries(names.Count);
        var buffer = new long[steps];
        var values = new double[steps];
        var result = new List<TimeSeries>();
        foreach (var series in Enumerable.Range(0, names.Count).OrderBy(i => names[i], StringComparer.Ordinal))
        {
            var oldest = steps;
            foreach (var i in order.AsSpan(starts[series]..starts[series + 1]))
            {
                var at = (_days[i] - origin) / length;
                if (_days[i] < origin || at >= steps)
                    continue;
                buffer[at] += _units[i];
                oldest = Math.Min(oldest, at);
            }

            if (oldest == steps)
                continue;
            for (var at = oldest; at < steps; at++)
                values[at] = buffer[at] / 10_000.0;
            buffer.AsSpan(oldest).Clear();
            result.Add(new TimeSeries(names[series], new TimeAxis(step, origin + oldest * length), values.AsSpan(oldest)));
        }

        return result;
    }

    private (int[] Starts, int[] Order) BySeries(int count)
    {
        var starts = new int[count + 1];
        foreach (var series in _series)
            starts[series + 1]++;
        for (var series = 0; series < count; series++)
            starts[series + 1] += starts[series];
        var next = starts.AsSpan(0, count).ToArray();
        var order = new int[_series.Count];
        for (var i = 0; i < order.Length; i++)
            order[next[_series[i]]++] = i;
        return (starts, order);
    }
}
