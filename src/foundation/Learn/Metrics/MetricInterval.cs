using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Metrics;

/// <summary>The interval of any metric by resampling rows, or whole groups of rows that belong together.</summary>
/// <remarks>The percentile bootstrap (Efron and Tibshirani 1993, chapter 13). Resample r draws from stream r of the seed.</remarks>
public static class MetricInterval
{
    /// <summary>A metric of rows.</summary>
    /// <param name="rows">Which rows to judge, each as often as it stands there.</param>
    public delegate double Metric(ReadOnlySpan<int> rows);

    /// <summary>The metric of all rows and its interval.</summary>
    /// <param name="rows">The number of rows n, at least 1.</param>
    /// <param name="metric">The metric of some rows.</param>
    /// <param name="level">The probability that the interval holds the true value, in (0, 1); 0.95 by default.</param>
    /// <param name="resamples">At least 1; 200 by default.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <param name="groups">The group of each row (n), or empty: rows of one customer, day or list are drawn together.</param>
    /// <returns>Limits are NaN where the metric is so for every resample.</returns>
    /// <exception cref="ArgumentException">There is no row, or a number lies outside its range.</exception>
    public static Interval Of(int rows, Metric metric, double level = 0.95, int resamples = 200, ulong seed = 1, ReadOnlySpan<int> groups = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies in (0, 1).");
        var units = Units(rows, groups);
        var figures = new List<double>();
        var drawn = new List<int>();
        for (var resample = 0; resample < resamples; resample++)
        {
            var random = new RandomStream(seed, (ulong)resample);
            drawn.Clear();
            for (var draw = 0; draw < units.Length; draw++)
                drawn.AddRange(units[random.Next(units.Length)]);
            // A resample may hold one class only, and then has no area or recall.
            if (metric(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn)) is var figure && !double.IsNaN(figure))
                figures.Add(figure);
        }

        figures.Sort();
        var (sorted, tail) = (figures.ToArray(), (1 - level) / 2);
        var estimate = metric([.. Enumerable.Range(0, rows)]);
        return sorted.Length == 0
            ? new Interval(estimate, double.NaN, double.NaN)
            : new Interval(estimate, Quantile.Of(sorted, tail), Quantile.Of(sorted, 1 - tail));
    }

    private static int[][] Units(int rows, ReadOnlySpan<int> groups)
    {
        if (groups.IsEmpty)
            return [.. Enumerable.Range(0, rows).Select(row => new[] { row })];
        BinaryRows.Same(groups.Length, rows, nameof(groups));
        var own = groups.ToArray();
        return [.. Enumerable.Range(0, rows).GroupBy(row => own[row]).Select(group => group.ToArray())];
    }
}
