using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;

namespace Kirana.Cli.Reports;

/// <summary>Forecasts the last four weeks of the best sellers from what came before, for pictures over the truth.</summary>
internal static class HeldOutForecasts
{
    private const int Horizon = 28;
    private const int ShortestHistory = 90;
    private const int Pool = 300;
    private static readonly double[] Levels = [0.05, 0.25, 0.75, 0.95];

    /// <summary>Makes the forecasts.</summary>
    /// <param name="demand">The demand of all items by day.</param>
    /// <param name="best">Items in the order of their interest.</param>
    /// <param name="count">The most forecasts.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    public static IReadOnlyList<HeldOutForecast> Make(IReadOnlyList<TimeSeries> demand, IReadOnlyList<string> best, int count, FitContext context)
    {
        // Intervals are calibrated over many series; the items that sell most are alike enough to the best sellers.
        var pool = demand.Where(series => series.Length >= ShortestHistory + Horizon)
            .Select(series => (Series: series, Units: Sum(series.Values))).OrderByDescending(pair => pair.Units).ThenBy(pair => pair.Series.Key, StringComparer.Ordinal)
            .Take(Pool).Select(pair => pair.Series).ToArray();
        if (pool.Length == 0)
            return [];
        var model = new ForecastBatch { Learner = Forecasters.Create("median", 7), Season = 7, Horizon = Horizon, NonNegative = true }
            .Fit([.. pool.Select(series => series.Head(series.Length - Horizon))], context);
        var made = new List<HeldOutForecast>();
        foreach (var item in best)
            if (made.Count < count && model.Keys.TryGetIndex(item, out var index))
                made.Add(new HeldOutForecast(item, model.Forecast(index, Horizon, Levels), pool[index]));
        return made;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += double.IsNaN(value) ? 0 : value;
        return sum;
    }
}
