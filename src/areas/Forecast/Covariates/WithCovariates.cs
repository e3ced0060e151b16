using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Ensembles;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Covariates;

/// <summary>A learner beside covariates of a set of series, each of which is used where it helps.</summary>
/// <remarks>
/// A covariate is used where its mean effect over the set is beyond chance (5 %, shared by all covariates) or, since effects may differ in sign between
/// series, where its gain is beyond chance (1 %, shared likewise); and where the error at times held out inside the history falls with it. Whether effects add or multiply
/// is chosen by the same error; they multiply only where nearly all observations are above zero. Static covariates say nothing of one series' course:
/// they let the mean effects of the others depend on them.
/// </remarks>
public sealed record WithCovariates
{
    private const double Positive = 0.99;
    private const int RowsPerColumn = 3;

    /// <summary>Who learns what is usual.</summary>
    public required IForecaster Learner { get; init; }

    /// <summary>Who forecasts in the trials; by default the learner, and the median ensemble in the place of one that looks at sets.</summary>
    public IForecaster? Trial { get; init; }

    /// <summary>The covariates, each name once.</summary>
    public required IReadOnlyList<CovariateColumn> Columns { get; init; }

    /// <summary>The most series that effects are learned from, at least 1; 400 by default. They are spread evenly over the set.</summary>
    public int LearnedSeries { get; init; } = 400;

    /// <summary>The most series that the trials forecast, at least 1; 100 by default, spread likewise.</summary>
    public int TriedSeries { get; init; } = 100;

    /// <summary>Chooses covariates and learns their effects.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="horizon">Steps to come, at least 1; a value known only after the fact serves so many steps later.</param>
    /// <param name="context">Threads, cancellation, seed. What is learned does not depend on the threads.</param>
    /// <exception cref="DataException"><c>too-many-columns</c>: there are fewer than three observations for each covariate. <c>mixed-steps</c>.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or a name stands twice.</exception>
    public CovariateForecaster Learn(IReadOnlyList<TimeSeries> series, int season, int horizon, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Check(series);
        var sample = Spread(series, LearnedSeries);
        var design = CovariateDesign.Of(Columns, sample, horizon);
        var choice = new CovariateChoice(design, Trial ?? (Learner is ISetForecaster ? new MedianEnsemble() : Learner), season, horizon, context);
        var choices = Scales(sample).Select(multiplies => choice.Of(sample, Spread(series, TriedSeries), multiplies)).ToArray();
        var best = choices.MinBy(one => one.Error)!;
        design = design.WithStill(column => best.Still.Contains(column.Name, StringComparer.Ordinal));
        var pool = best.Used.Length == 0 ? null : EffectPool.Learn(best.Evidence, [.. best.Keys.Select(design.StaticsOf)], best.Used);
        var lifted = new CovariateForecaster(Learner, design, pool, best.Used, best.Multiplies, Trials(best, design));
        if (Learner is not ISetForecaster set)
            return lifted;
        var usual = new TimeSeries[series.Count];
        Blocks.Run(usual.Length, 64, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                usual[i] = pool is null ? series[i] : lifted.Split(series[i], season).Usual;
        });
        return new CovariateForecaster(set.Learn(usual, season, horizon, context), design, pool, best.Used, best.Multiplies, lifted.Trials);
    }

    /// <summary>The trials in the order of the set.</summary>
    private List<CovariateTrial> Trials(CovariateChoice.Choice best, CovariateDesign design)
    {
        var byName = best.Trials.ToDictionary(trial => trial.Name, StringComparer.Ordinal);
        return [.. Columns.Select(column => byName[column.Name])];
    }

    private static bool[] Scales(TimeSeries[] series)
    {
        var (positive, observed) = (0L, 0L);
        foreach (var one in series)
            foreach (var value in one.Values)
            {
                positive += value > 0 ? 1 : 0;
                observed += double.IsFinite(value) ? 1 : 0;
            }

        return observed > 0 && positive >= Positive * observed ? [false, true] : [false];
    }

    private static TimeSeries[] Spread(IReadOnlyList<TimeSeries> series, int most)
    {
        var stride = Math.Max(1, (series.Count + most - 1) / most);
        return [.. Enumerable.Range(0, (series.Count + stride - 1) / stride).Select(i => series[i * stride])];
    }

    private void Check(IReadOnlyList<TimeSeries> series)
    {
        if (LearnedSeries < 1 || TriedSeries < 1)
            throw new ArgumentException($"LearnedSeries is {LearnedSeries} and TriedSeries {TriedSeries}; both must be at least 1.");
        if (Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The covariate '{twice.Key}' is there twice; expected once.");
        var (moving, still) = (Columns.Count(column => column.Kind != CovariateKind.Static), Columns.Count(column => column.Kind == CovariateKind.Static));
        var rows = series.Sum(one => (long)one.Length);
        if (moving * (long)RowsPerColumn > rows)
            throw new DataException($"There are {moving} covariates that change with time and {rows} observations; expected at least {RowsPerColumn} for each.")
            {
                Code = "too-many-columns", Hint = "Leave out the columns that matter least.",
            };
        if (still > series.Count)
            throw new DataException($"There are {still} static covariates and {series.Count} series; expected no more of them than series.") { Code = "too-many-columns", Hint = "Leave out the columns that matter least." };
    }
}
