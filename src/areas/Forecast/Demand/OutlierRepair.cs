using Kirana.Data.Series;
using Kirana.Forecast.Gaps;
using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Demand;

/// <summary>Replaces observations that lie far outside what a series does around its level and season.</summary>
/// <remarks>
/// The level is the running median of one season, or of seven steps without one; a phase's season is the median of what is left, if there are
/// three seasons. An observation is an outlier where the rest lies farther than <see cref="Reach"/> interquartile ranges outside the quartiles
/// (Tukey, "Exploratory Data Analysis", 1977; R's <c>tsoutliers</c> has three too), and is replaced by level and season. A promotion is an outlier
/// as well: learners repair nothing of themselves. A series of which most steps are alike, as intermittent demand is, has no range and is left as it
/// is. O(n log n).
/// </remarks>
public sealed record OutlierRepair
{
    /// <summary>Steps in one season, 1 (none) by default.</summary>
    public int Season { get; init; } = 1;

    /// <summary>Interquartile ranges beyond the quartiles, above 0; 3 by default.</summary>
    public double Reach { get; init; } = 3;

    /// <summary>Repairs a series.</summary>
    /// <param name="series">The series; what is missing stays missing.</param>
    /// <returns>The repaired series and the steps that were replaced, ascending.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public (TimeSeries Series, int[] Replaced) Repair(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (Season is < 1 or > Models.Fitting.LongestSeason)
            throw new ArgumentException($"Season is {Season}; it must lie between 1 (none) and {Models.Fitting.LongestSeason}.");
        if (!(Reach > 0))
            throw new ArgumentException($"Reach is {Reach}; it must be above 0.");
        var values = series.Values.ToArray();
        var usual = Usual(series.Values);
        var rest = new List<double>(values.Length);
        for (var t = 0; t < values.Length; t++)
            if (double.IsFinite(values[t] - usual[t]))
                rest.Add(values[t] - usual[t]);
        rest.Sort();
        var sorted = rest.ToArray();
        if (sorted.Length < 5)
            return (series, []);
        var (lower, upper) = (Quantile.Of(sorted, 0.25), Quantile.Of(sorted, 0.75));
        var range = Reach * (upper - lower);
        if (!(range > 0))
            return (series, []);
        var isNonNegative = !series.Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon);
        var replaced = new List<int>();
        for (var t = 0; t < values.Length; t++)
        {
            var distance = values[t] - usual[t];
            if (!double.IsFinite(values[t]) || (distance >= lower - range && distance <= upper + range))
                continue;
            values[t] = isNonNegative ? Math.Max(0, usual[t]) : usual[t];
            replaced.Add(t);
        }

        return (new TimeSeries(series.Key, series.Axis, values), [.. replaced]);
    }

    /// <summary>Level and season of each step.</summary>
    private double[] Usual(ReadOnlySpan<double> values)
    {
        var filled = new double[values.Length];
        GapFilling.Fill(values, filled);
        var usual = RunningMedian(filled, Season > 1 && values.Length > Season ? Season : 7);
        if (Season == 1 || values.Length < 3 * Season)
            return usual;
        var rest = new double[values.Length / Season + 1];
        for (var phase = 0; phase < Season; phase++)
        {
            var count = 0;
            for (var t = phase; t < values.Length; t += Season)
                if (double.IsFinite(values[t]))
                    rest[count++] = values[t] - usual[t];
            if (count == 0)
                continue;
            Array.Sort(rest, 0, count);
            var median = Quantile.Of(rest.AsSpan(0, count), 0.5);
            for (var t = phase; t < values.Length; t += Season)
                usual[t] += median;
        }

        return usual;
    }

    /// <summary>The median of a window around each step; at the ends the window stays within the series.</summary>
    private static double[] RunningMedian(double[] values, int width)
    {
        width = Math.Min(width, values.Length);
        var medians = new double[values.Length];
        var window = new List<double>(width);
        var first = 0;
        for (var t = 0; t < values.Length; t++)
        {
            var begin = Math.Clamp(t - width / 2, 0, values.Length - width);
            if (window.Count == 0)
            {
                window.AddRange(values[..width]);
                window.Sort();
            }

            for (; first < begin; first++)
            {
                window.RemoveAt(window.BinarySearch(values[first]));
                var place = window.BinarySearch(values[first + width]);
                window.Insert(place < 0 ? ~place : place, values[first + width]);
            }

            medians[t] = Quantile.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(window), 0.5);
        }

        return medians;
    }
}
