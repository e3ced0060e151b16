using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Models;

/// <summary>What every learner checks before it begins.</summary>
internal static class Fitting
{
    /// <summary>The longest season a learner takes, in steps: a year of minutes is 525,600.</summary>
    public const int LongestSeason = 1_000_000;

    /// <exception cref="ArgumentNullException">An argument is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The season is below 1 or absurdly long.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static void Check(TimeSeries series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(context);
        if (season is < 1 or > LongestSeason)
            throw new ArgumentOutOfRangeException(nameof(season), season, $"A season has 1 (none) to {LongestSeason} steps.");
        context.Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The seasons a learner follows: its own or else the one it is fitted with, without 1 (none), ascending.</summary>
    /// <exception cref="ArgumentException">A season is out of its range.</exception>
    public static int[] Seasons(IReadOnlyList<int> own, int season)
    {
        foreach (var one in own)
            if (one is < 1 or > LongestSeason)
                throw new ArgumentException($"Seasons holds {one}; a season has 1 (none) to {LongestSeason} steps.");
        return [.. (own.Count == 0 ? [season] : own).Where(one => one > 1).Distinct().Order()];
    }

    /// <summary>Fits several series, together where the learner is quicker so.</summary>
    public static IReadOnlyList<IForecastModel> Many(IForecaster learner, IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        learner is IBatchForecaster batch
            ? batch.FitMany(series, season, context)
            : [.. series.Select(one => learner.Fit(one, season, context))];
}
