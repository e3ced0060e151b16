using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Models;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Batches;

/// <summary>A <see cref="ForecastBatch"/> whose intervals were settled on a sample, for more series than memory holds: they come in blocks,
/// and each block is learned without a look into its past.</summary>
/// <remarks>
/// The sample's past errors (<see cref="ConformalIntervals"/>) are divided by the mean absolute residual of the model that made them
/// (halfway to that of the whole series') and pooled over series with a like share of zeros; a series of a block is given these quantiles times its own model's mean absolute
/// residual. So learning a block costs one fit a series, and a series is forecast alike in whatever block it comes. Immutable and
/// thread-safe.
/// </remarks>
public sealed class CalibratedBatch
{
    private const int BlockSize = 16;

    private readonly ForecastBatch _batch;
    private readonly double[] _levels;
    private readonly ErrorProfile[] _profiles;

    private CalibratedBatch(ForecastBatch batch, double[] levels, ErrorProfile[] profiles) => (_batch, _levels, _profiles) = (batch, levels, profiles);

    /// <summary>Settles the intervals.</summary>
    /// <param name="batch">The learner and its options; without <see cref="ForecastBatch.Intervals"/> nothing is settled.</param>
    /// <param name="sample">Series that stand for all; of more than <see cref="ConformalIntervals.PooledSeries"/> the first are taken.</param>
    /// <param name="context">Threads, progress (<c>series</c>), cancellation, seed.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the learner's models have no states.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CalibratedBatch Of(ForecastBatch batch, IReadOnlyList<TimeSeries> sample, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(context);
        batch.Check(sample);
        if (batch.Intervals is not { } options)
            return new CalibratedBatch(batch, [], []);
        var count = Math.Min(sample.Count, options.PooledSeries);
        var errors = new (double[] Errors, double Size)[count][];
        var done = 0L;
        Blocks.Run(count, BlockSize, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                errors[i] = Past(batch, sample[i], options.Windows, context);
            context.Progress?.Report(new FitProgress("series", Interlocked.Add(ref done, end - start), count));
        });

        var pools = new ErrorPool[BatchCalibration.Classes];
        for (var c = 0; c < pools.Length; c++)
            pools[c] = new ErrorPool(batch.Horizon);
        for (var i = 0; i < count; i++)
            foreach (var (past, size) in errors[i])
                pools[BatchCalibration.ClassOf(sample[i])].Add(past, size);
        BatchCalibration.Widen(pools, batch.Horizon, options);
        double[] levels = [.. options.Levels];
        return new CalibratedBatch(batch, levels, Array.ConvertAll(pools, pool => ErrorProfile.Of(pool, batch.Horizon, levels, options.OwnWindows)));
    }

    /// <summary>Learns a block of series on the calling thread.</summary>
    /// <param name="block">Series of one step with distinct keys; may be empty.</param>
    /// <param name="context">Cancellation and seed.</param>
    /// <exception cref="ArgumentException">Two series have one key or different steps, or the learner's models have no states.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public BatchModel Fit(IReadOnlyList<TimeSeries> block, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(context);
        _batch.Check(block);
        var keys = new IdMap(block.Select(one => one.Key));
        var models = Fitting.Many(_batch.Learner, block, _batch.Season, context);
        var states = new ModelState[block.Count][];
        var nonNegative = new bool[block.Count];
        var (classes, sizes) = (new int[block.Count], new double[block.Count]);
        for (var i = 0; i < block.Count; i++)
        {
            states[i] = [.. _batch.StatesOf(models[i])];
            nonNegative[i] = _batch.NonNegativeFor(block[i]);
            (classes[i], sizes[i]) = (BatchCalibration.ClassOf(block[i]), Size(models[i]));
        }

        return new BatchModel(
            _batch.Learner.Name, _batch.Season, block.Count == 0 ? Step.Index : block[0].Axis.Step, keys,
            [.. block.Select(one => one.Axis.Shift(one.Length).Start)], nonNegative, states,
            _profiles.Length == 0 ? BatchSpread.None(block.Count) : new BatchSpread(_levels, _profiles, classes, sizes));
    }

    /// <summary>The errors from some origins of a series' past, and beside each origin's the size of the residuals. Those known at the
    /// origin flatter a model of few observations, those of the whole series know what came; half of each is about right.</summary>
    private static (double[] Errors, double Size)[] Past(ForecastBatch batch, TimeSeries series, int windows, FitContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var origins = RollingOrigin.CalibrationOrigins(series.Length, batch.Horizon, windows, batch.Season);
        var models = Fitting.Many(batch.Learner, Array.ConvertAll(origins, series.Head), batch.Season, context);
        var whole = Size(batch.Learner.Fit(series, batch.Season, context));
        var past = new (double[] Errors, double Size)[origins.Length];
        for (var w = 0; w < past.Length; w++)
        {
            var truth = series.Values[origins[w]..];
            var errors = new double[Math.Min(batch.Horizon, truth.Length)];
            models[w].Predict(errors);
            for (var k = 0; k < errors.Length; k++)
                errors[k] = truth[k] - (batch.NonNegativeFor(series) ? Math.Max(0, errors[k]) : errors[k]);
            past[w] = (errors, 0.5 * Size(models[w]) + 0.5 * whole);
        }

        return past;
    }

    /// <summary>The mean absolute residual; 0 where there is none.</summary>
    private static double Size(IForecastModel model)
    {
        var (sum, count) = (0.0, 0);
        foreach (var residual in model.Residuals)
        {
            if (double.IsNaN(residual))
                continue;
            sum += Math.Abs(residual);
            count++;
        }

        return count == 0 ? 0 : Magnitude.Finite(sum) / count;
    }
}
