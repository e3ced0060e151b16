using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Forecasts a series at every divisor of its season, months, quarters, half-years and years say, and reconciles: noise that hides in
/// months cancels in years, and what years hide shows in months.</summary>
/// <remarks>Athanasopoulos, Hyndman, Kourentzes and Petropoulos, "Forecasting with temporal hierarchies", European Journal of Operational
/// Research 262 (2017). Sums do not overlap and end with the series; they are reconciled by structural scaling.</remarks>
public sealed record TemporalHierarchies : IForecaster
{
    /// <summary>Seasons needed, so that the coarsest sums are a series.</summary>
    private const int FewestSeasons = 2;

    /// <summary>The longest season that is split, in steps; above it the series is forecast as it is.</summary>
    public const int LongestSeason = 1000;

    /// <summary>How the series and its sums are learned; <see cref="ExponentialSmoothing"/> by default.</summary>
    public IForecaster Learner { get; init; } = new ExponentialSmoothing();

    /// <inheritdoc/>
    public string Name => "temporal";

    /// <inheritdoc/>
    /// <remarks>A series without a season, or shorter than two, is learned as it is.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        var bottom = Learner.Fit(series, season, context);
        if (season is 1 or > LongestSeason || series.Length / season < FewestSeasons)
        {
            var why = bottom.Fallback ?? (season is 1 or > LongestSeason
                ? $"A season of {season} has no sums to reconcile; the series is forecast as it is."
                : $"The series has {series.Length} observations, fewer than two seasons of {season}; it is forecast as it is.");
            return new TemporalModel(bottom, why);
        }

        var divisors = Enumerable.Range(2, season - 1).Where(k => season % k == 0).OrderDescending().ToArray();
        var models = divisors.Select(k => Learner.Fit(Sums(series, k), season / k, context)).Append(bottom).ToArray();
        var hierarchy = SeriesHierarchy.FromGroups(
            [.. Enumerable.Range(0, season).Select(step => $"step {step}")],
            [.. divisors.Select(k => new GroupColumn($"{k} steps", [.. Enumerable.Range(0, season).Select(step => $"{step / k}")]))],
            [.. divisors.Select(k => (IReadOnlyList<string>)[$"{k} steps"])]);
        var reconciliation = new MinimumTrace { Covariance = CovarianceKind.Structural }.Fit(hierarchy, new HierarchyPast(), context);
        return new TemporalModel(models, [.. divisors, 1], season, reconciliation);
    }

    private static TimeSeries Sums(TimeSeries series, int steps)
    {
        var sums = new double[series.Length / steps];
        var values = series.Values[(series.Length - sums.Length * steps)..];
        for (var i = 0; i < values.Length; i++)
            sums[i / steps] += values[i];
        return new TimeSeries(series.Key, new TimeAxis(Step.Index, 0), sums);
    }
}
