using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Forecast.Intervals;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Quantiles at every level of a hierarchy that agree with each other: of sample paths, each reconciled as a whole.</summary>
/// <remarks>
/// Panagiotelis, Gamakumara, Athanasopoulos and Hyndman, "Probabilistic forecast reconciliation: properties, evaluation and score
/// optimisation", European Journal of Operational Research 306 (2023): the reconciled paths of the base forecasts are paths of a coherent
/// distribution. Errors are drawn for all series at once, and from the past as they were,
/// their mean included. Paths are made twice from their seeds and never kept for all series together:
/// the memory is about aggregates × horizon × paths × 24 bytes.
/// </remarks>
public sealed record CoherentPaths
{
    /// <summary>The number of paths, 2 to 100,000; 1,000 by default.</summary>
    public int Paths { get; init; } = 1000;

    /// <summary>Where errors come from; <see cref="PathErrorKind.Bootstrap"/> by default.</summary>
    public PathErrorKind Errors { get; init; } = PathErrorKind.Bootstrap;

    /// <summary>By what every base path's distance from the mean is stretched, above 0 and at most 100; 1 by default. <see cref="PathWidths"/> finds it.</summary>
    public double Width { get; init; } = 1;

    /// <summary>The levels of the quantiles, ascending, in (0, 1); those of <see cref="ConformalIntervals"/> by default.</summary>
    public IReadOnlyList<double> Levels { get; init; } = ConformalIntervals.DefaultLevels;

    /// <summary>Forecasts all series.</summary>
    /// <param name="reconciliation">How paths and means are reconciled. Where it keeps to numbers not negative, means are the nearest such, and on a
    /// path negative bottom values become zero before they are added up.</param>
    /// <param name="models">The base model of each series, in the hierarchy's order. One that is no <see cref="IPathModel"/> is given errors of the
    /// size of its residuals at every step.</param>
    /// <param name="horizon">Steps ahead, at least 1.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or there is not one model for each series.</exception>
    /// <exception cref="DataException">The models' residuals cannot be used; names the series.</exception>
    public CoherentForecast Forecast(Reconciliation reconciliation, IReadOnlyList<IForecastModel> models, int horizon, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(context);
        Check(reconciliation.Hierarchy, models, horizon);
        var means = new SeriesMatrix(models.Count, horizon);
        for (var i = 0; i < models.Count; i++)
            models[i].Predict(means.Row(i));
        var mean = reconciliation.Reconcile(means, context);
        var draws = new PathDraws(this, reconciliation.Hierarchy, HierarchyPast.ResidualsOf(models), horizon, context.Seed);
        return new CoherentForecast(reconciliation.Hierarchy, mean, Levels, new PathRun(reconciliation, models, means, draws, this, context).Run());
    }

    private void Check(SeriesHierarchy hierarchy, IReadOnlyList<IForecastModel> models, int horizon)
    {
        var faults = new List<string>();
        if (Paths is < 2 or > 100_000)
            faults.Add($"Paths is {Paths}; it must lie between 2 and 100000.");
        if (!Enum.IsDefined(Errors))
            faults.Add($"Errors is {Errors}, which is no kind of errors.");
        if (!(Width is > 0 and <= 100))
            faults.Add($"Width is {Width}; it must be above 0 and at most 100.");
        if (Levels.Count == 0 || !(Levels[0] > 0) || !(Levels[^1] < 1) || !Levels.Zip(Levels.Skip(1)).All(pair => pair.First < pair.Second))
            faults.Add($"Levels are {string.Join(", ", Levels)}; they must ascend strictly between 0 and 1.");
        if (horizon < 1)
            faults.Add($"The horizon is {horizon}; it must be at least 1.");
        if ((long)hierarchy.AggregateCount * Paths * horizon > Array.MaxLength)
            faults.Add($"{Paths} paths of {horizon} steps for {hierarchy.AggregateCount} aggregates are more than an array holds; take fewer paths.");
        if (models.Count != hierarchy.Count)
            faults.Add($"There are {models.Count} models for {hierarchy.Count} series; one each is expected, in the hierarchy's order.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
