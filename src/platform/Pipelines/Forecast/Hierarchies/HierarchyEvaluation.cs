using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>Compares ways to make the forecasts of a hierarchy agree: <c>kirana evaluate forecast FILE --hierarchy LEVELS</c>.</summary>
public sealed record HierarchyEvaluation
{
    private static readonly double[] Levels = [.. Enumerable.Range(1, 99).Select(percent => percent / 100.0)];

    /// <summary>The file of series.</summary>
    public required string File { get; init; }

    /// <summary>Which series add up to which. Either levels parted by commas, each the names of columns of <see cref="File"/> joined by <c>+</c>
    /// (<c>State,State+Region,Purpose</c>; the total is one of them always, and the bottom has all the columns named), the other two columns being the time
    /// and the value; or a CSV file of <c>series,parent</c>, an empty parent for a top, beside lines of <c>series,time,value</c>.</summary>
    public required string Hierarchy { get; init; }

    /// <summary>Steps ahead.</summary>
    public required int Horizon { get; init; }

    /// <summary>The seasons in steps; one of 1 (none) by default.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [1];

    /// <summary>The forecaster of every series, one of <see cref="Forecasters.Names"/>; <c>ets</c> by default.</summary>
    public string Model { get; init; } = "ets";

    /// <summary>Rolling origins, 1 to 1,000; 1 by default.</summary>
    public int Windows { get; init; } = 1;

    /// <summary>Sample paths from which quantiles are taken, 2 to 100,000; 1,000 by default.</summary>
    public int Paths { get; init; } = 1000;

    /// <summary>Reads, forecasts, reconciles, scores.</summary>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The file is no such series, or the hierarchy is none: <c>orphan</c>, <c>cycle</c>, <c>missing-column</c> and so on.</exception>
    public HierarchyResult Run(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var (hierarchy, series) = HierarchyFile.Read(File, Hierarchy);
        var origins = RollingOrigin.Origins(series[0].Length, Horizon, Windows, Seasons[0]);
        if (origins.Length == 0)
            throw new DataException($"The series of {File} have {series[0].Length} steps; a horizon of {Horizon} and something to learn from are needed.")
            {
                Code = "too-short", File = File, Hint = "Choose a shorter horizon.",
            };
        var scores = Methods(hierarchy).Select(method => new HierarchyScores(method, hierarchy, origins.Length * Horizon)).ToArray();
        for (var window = 0; window < origins.Length; window++)
        {
            var known = origins[window];
            TimeSeries[] training = [.. series.Select(one => one.Head(known))];
            var models = Fit(training, context with { Progress = null });
            var past = new HierarchyPast { Observations = Matrix(training), Residuals = HierarchyPast.ResidualsOf(models) };
            var widths = new PathWidths(hierarchy, training, heads => Fit(heads, context with { Progress = null }), Seasons[0], Horizon);
            for (var method = 0; method < scores.Length; method++)
            {
                context.Progress?.Report(new FitProgress("", window * scores.Length + method, origins.Length * scores.Length));
                var way = scores[method].Method;
                var paths = new CoherentPaths { Levels = Levels, Paths = Paths };
                var forecast = (paths with { Width = widths.Of(way, paths, context) }).Forecast(way.Fit(hierarchy, past, context), models, Horizon, context);
                scores[method].Add(forecast, series, known, window * Horizon);
            }
        }

        return HierarchyResult.Of(Model, hierarchy, Horizon, origins.Length, scores, context.Seed);
    }

    private static IEnumerable<IReconciler> Methods(SeriesHierarchy hierarchy) =>
    [
        new MinimumTrace(), new MinimumTrace { Covariance = CovarianceKind.Variance }, new MinimumTrace { Covariance = CovarianceKind.Structural }, new BottomUp(),
        new TopDown { Proportions = hierarchy.IsTree ? ProportionKind.ForecastProportions : ProportionKind.ProportionsOfAverages },
    ];

    private IReadOnlyList<IForecastModel> Fit(IReadOnlyList<TimeSeries> training, FitContext context)
    {
        var learner = Forecasters.Create(Model, Seasons);
        if (learner is ISetForecaster set)
            learner = set.Learn(training, Seasons[0], Horizon, context);
        return learner is IBatchForecaster batch ? batch.FitMany(training, Seasons[0], context) : [.. training.Select(one => learner.Fit(one, Seasons[0], context))];
    }

    private static SeriesMatrix Matrix(TimeSeries[] series)
    {
        var matrix = new SeriesMatrix(series.Length, series[0].Length);
        for (var i = 0; i < series.Length; i++)
            series[i].Values.CopyTo(matrix.Row(i));
        return matrix;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Horizon is < 1 or > Kirana.Forecast.Batches.BatchModel.LongestHorizon)
            faults.Add($"The horizon is {Horizon}; it must lie between 1 and {Kirana.Forecast.Batches.BatchModel.LongestHorizon}.");
        if (Seasons.Count == 0 || Seasons.Any(season => season < 1))
            faults.Add($"The seasons are {string.Join(", ", Seasons)}; at least one of 1 or more is needed.");
        if (Windows is < 1 or > 1000)
            faults.Add($"There are {Windows} windows; 1 to 1000 are possible.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
        _ = Forecasters.Create(Model, Seasons);
    }
}
