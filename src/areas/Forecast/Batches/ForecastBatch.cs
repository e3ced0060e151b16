using Kirana.Data.Fitting;
using Kirana.Data.Feedback;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Models;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Batches;

/// <summary>Learns many series of one step at once, with intervals calibrated over all of them.</summary>
/// <remarks>Blocks of series go to threads; every block writes its own places and pools are filled in the order of the series, so the
/// model is the same at any number of threads. Working memory is one series a thread and the past errors of the pooled series.</remarks>
public sealed record ForecastBatch
{
    private const int BlockSize = 64;

    /// <summary>How each series is learned; the median ensemble by default. Its models must be describable by states. A learner of sets
    /// (<see cref="ISetForecaster"/>) looks at all series first.</summary>
    public IForecaster Learner { get; init; } = new MedianEnsemble();

    /// <summary>Steps in one season, 1 (none) by default.</summary>
    public int Season { get; init; } = 1;

    /// <summary>The steps ahead for which intervals are calibrated, 1 to <see cref="BatchModel.LongestHorizon"/>; 28 by default.</summary>
    public int Horizon { get; init; } = 28;

    /// <summary>How intervals are found; <see langword="null"/> for none.</summary>
    public ConformalIntervals? Intervals { get; init; } = new();

    /// <summary>Whether nothing below zero is forecast; by default that holds for each series that never was below zero.</summary>
    public bool? NonNegative { get; init; }

    /// <summary>Learns the series.</summary>
    /// <param name="series">Series of one step with distinct keys; may be empty.</param>
    /// <param name="context">Threads, progress (<c>series</c>), cancellation, seed.</param>
    /// <exception cref="ArgumentException">An option is out of its range, two series have one key or different steps, or the learner's
    /// models have no states.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public BatchModel Fit(IReadOnlyList<TimeSeries> series, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(context);
        Check(series);
        var keys = new IdMap(series.Select(one => one.Key));
        var nonNegative = new bool[series.Count];
        for (var i = 0; i < nonNegative.Length; i++)
            nonNegative[i] = NonNegativeFor(series[i]);
        var learner = LearnerOf(series, context);
        var calibration = Intervals is null ? null : BatchCalibration.Of(this, learner, Intervals, series, nonNegative, context);
        var states = new ModelState[series.Count][];
        var weights = new double[series.Count][];
        var done = 0L;
        Blocks.Run(series.Count, BlockSize, context.Threads, context.Cancellation, (_, start, end) =>
        {
            // One after another where the learner gains nothing from several: a block's models need not be in memory together.
            var together = learner is IBatchForecaster ? Fitting.Many(learner, [.. series.Skip(start).Take(end - start)], Season, context) : null;
            for (var i = start; i < end; i++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var model = together?[i - start] ?? learner.Fit(series[i], Season, context);
                (states[i], weights[i]) = Keep(model);
                calibration?.Observe(i, series[i], model, nonNegative[i], context);
            }

            context.Progress?.Report(new FitProgress("series", Interlocked.Add(ref done, end - start), series.Count));
        });

        return Model(series, keys, states, weights, nonNegative, calibration?.Finish() ?? BatchSpread.None(series.Count));
    }

    /// <summary>Who learns each of the series.</summary>
    internal IForecaster LearnerOf(IReadOnlyList<TimeSeries> series, FitContext context) =>
        Learner is ISetForecaster set ? set.Learn(series, Season, Horizon, context) : Learner;

    /// <summary>What a model forecasts from, and how it weighs its members; empty where it does not.</summary>
    /// <exception cref="ArgumentException">It has no states.</exception>
    internal (ModelState[] States, double[] Weights) Keep(IForecastModel model) => model is LiftedModel lifted ? Keep(lifted.Usual) : model is IStatefulModel stateful
        ? ([.. stateful.States], model is WeightedModel weighted ? [.. weighted.Weights] : [])
        : throw new ArgumentException($"The learner '{Learner.Name}' makes models without states; a batch cannot keep them.");

    /// <summary>Whether nothing below zero is forecast of a series.</summary>
    internal bool NonNegativeFor(TimeSeries series) => NonNegative ?? !series.Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon);

    internal BatchModel Model(IReadOnlyList<TimeSeries> series, IdMap keys, ModelState[][] states, double[][] weights, bool[] nonNegative, BatchSpread spread)
    {
        if (Array.Exists(weights, one => one.Length != weights[0].Length) || Array.Exists(states, one => one.Length != states[0].Length))
            throw new ArgumentException($"The learner '{Learner.Name}' makes models of different members; a batch keeps the same for every series.");
        return new BatchModel(
            Learner.Name, Season, series.Count == 0 ? Step.Index : series[0].Axis.Step, keys,
            [.. series.Select(one => one.Axis.Shift(one.Length).Start)], nonNegative, states,
            series.Count > 0 && weights.All(one => one.Length > 0) ? weights : null, spread);
    }

    internal void Check(IReadOnlyList<TimeSeries> series)
    {
        var faults = new List<string>();
        if (Season is < 1 or > Fitting.LongestSeason)
            faults.Add($"Season is {Season}; it must lie between 1 (none) and {Fitting.LongestSeason}.");
        if (Horizon is < 1 or > BatchModel.LongestHorizon)
            faults.Add($"Horizon is {Horizon}; it must lie between 1 and {BatchModel.LongestHorizon}.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
        Intervals?.Check();
        foreach (var one in series)
            if (one.Axis.Step != series[0].Axis.Step)
                throw new ArgumentException($"The series '{one.Key}' has the step {one.Axis.Step}, '{series[0].Key}' {series[0].Axis.Step}; a batch has one.", nameof(series));
    }
}
