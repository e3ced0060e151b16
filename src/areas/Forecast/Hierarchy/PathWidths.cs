using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Hierarchy;

/// <summary>How much wider paths must be than the residuals of fitted models say, learned from what came after earlier origins. Immutable and
/// thread-safe.</summary>
/// <remarks>
/// Residuals are errors one step ahead in the very past a model was fitted to, and its paths take its form for granted: intervals of paths are too
/// narrow. So the whole hierarchy is forecast from earlier origins as it will be from the last, and every path's distance from the mean is
/// stretched by one factor, under which the inner 80 % would have held 80 % of what came (split conformal prediction with a scale, Vovk, Gammerman and
/// Shafer 2005). One factor for all series and steps keeps paths coherent, and is known from as many errors as there are.
/// </remarks>
public sealed class PathWidths
{
    private const double Inner = 0.8;
    private const double Narrowest = 0.5;
    private const double Widest = 4;
    private static readonly double[] s_levels = [(1 - Inner) / 2, 0.5, (1 + Inner) / 2];

    private readonly SeriesHierarchy _hierarchy;
    private readonly IReadOnlyList<TimeSeries> _series;
    private readonly int _horizon;
    private readonly List<(int Known, IReadOnlyList<IForecastModel> Models, HierarchyPast Past)> _origins = [];

    /// <summary>Fits the models at the earlier origins.</summary>
    /// <param name="hierarchy">The hierarchy.</param>
    /// <param name="series">Its series, in its order.</param>
    /// <param name="fit">Fits one model to the past of each series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="horizon">Steps ahead, at least 1.</param>
    /// <param name="origins">The most origins, at least 1; those without two seasons before them, or where a
    /// series had no two residuals yet, are left out. The newest alone by default: what the
    /// errors are like changes with the years.</param>
    /// <exception cref="ArgumentException">There is not one series for each of the hierarchy, or a number is out of its range.</exception>
    public PathWidths(
        SeriesHierarchy hierarchy, IReadOnlyList<TimeSeries> series, Func<IReadOnlyList<TimeSeries>, IReadOnlyList<IForecastModel>> fit, int season, int horizon,
        int origins = 1)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(fit);
        if (series.Count != hierarchy.Count)
            throw new ArgumentException($"There are {series.Count} series; the hierarchy has {hierarchy.Count}, in its order.", nameof(series));
        (_hierarchy, _series, _horizon) = (hierarchy, series, horizon);
        foreach (var known in RollingOrigin.Origins(series[0].Length, horizon, origins, season))
        {
            if (known < 2 * season + 2)
                continue;
            TimeSeries[] heads = [.. series.Select(one => one.Head(known))];
            var models = fit(heads);
            if (models.Any(HasTooFewResiduals))
                continue;
            var observations = new SeriesMatrix(series.Count, known);
            for (var i = 0; i < heads.Length; i++)
                heads[i].Values.CopyTo(observations.Row(i));
            _origins.Add((known, models, new HierarchyPast { Observations = observations, Residuals = HierarchyPast.ResidualsOf(models) }));
        }
    }

    /// <summary>The factor for one way of reconciling.</summary>
    /// <param name="method">The way.</param>
    /// <param name="paths">How paths are drawn; its levels and width do not matter.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <returns>What <see cref="CoherentPaths.Width"/> should be, 0.5 to 4; 1 where the past is too short to say.</returns>
    public double Of(IReconciler method, CoherentPaths paths, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(paths);
        var needed = new List<double>();
        foreach (var (known, models, past) in _origins)
        {
            var forecast = (paths with { Levels = s_levels, Width = 1 }).Forecast(method.Fit(_hierarchy, past, context), models, _horizon, context);
            for (var i = 0; i < _series.Count; i++)
                for (var k = 0; k < _horizon; k++)
                    if (Needed(_series[i].Values[known + k], forecast.Quantiles[0][i, k], forecast.Quantiles[1][i, k], forecast.Quantiles[2][i, k]) is { } width)
                        needed.Add(width);
        }

        if (needed.Count == 0)
            return 1;
        needed.Sort();
        return Math.Clamp(Quantile.Of(needed.ToArray(), Inner), Narrowest, Widest);
    }

    private static bool HasTooFewResiduals(IForecastModel model)
    {
        var known = 0;
        foreach (var residual in model.Residuals)
            known += double.IsNaN(residual) ? 0 : 1;
        return known < 2;
    }

    /// <summary>The width under which an observation lies on the interval's end; unknown where there is none or no interval.</summary>
    private static double? Needed(double observation, double lower, double middle, double upper)
    {
        var side = observation < middle ? middle - lower : upper - middle;
        return double.IsFinite(observation) && side > 0 ? Math.Abs(observation - middle) / side : null;
    }
}
