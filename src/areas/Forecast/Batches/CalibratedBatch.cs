using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Batches;

/// <summary>A <see cref="ForecastBatch"/> whose intervals were settled on a sample, for more series than memory holds: they come in blocks,
/// and each block is learned without a look into its past.</summary>
/// <remarks>A series of a block is given the spread of all of the sample's series that sell about as often, in units of what it moves by
/// itself. So learning a block costs one fit a series, and a series is forecast alike in whatever block it comes. Immutable and
/// thread-safe.</remarks>
public sealed class CalibratedBatch
{
    private readonly ForecastBatch _batch;
    private readonly IForecaster _learner;
    private readonly BatchCalibration? _calibration;

    private CalibratedBatch(ForecastBatch batch, IForecaster learner, BatchCalibration? calibration) => (_batch, _learner, _calibration) = (batch, learner, calibration);

    /// <summary>Settles how to learn and the intervals.</summary>
    /// <param name="batch">The learner and its options; without <see cref="ForecastBatch.Intervals"/> none are settled.</param>
    /// <param name="sample">Series that stand for all; of more than <see cref="Intervals.ConformalIntervals.PooledSeries"/> those spread evenly are taken.</param>
    /// <param name="context">Threads, cancellation, seed.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the learner's models have no states.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CalibratedBatch Of(ForecastBatch batch, IReadOnlyList<TimeSeries> sample, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(context);
        batch.Check(sample);
        var learner = batch.LearnerOf(sample, context);
        return new CalibratedBatch(batch, learner, batch.Intervals is not { } options ? null : BatchCalibration.Of(
            batch, learner, options, sample, [.. sample.Select(batch.NonNegativeFor)], context));
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
        var models = Fitting.Many(_learner, block, _batch.Season, context);
        var (states, weights) = (new ModelState[block.Count][], new double[block.Count][]);
        var (classes, scales) = (new int[block.Count], new double[block.Count]);
        for (var i = 0; i < block.Count; i++)
        {
            (states[i], weights[i]) = _batch.Keep(models[i]);
            if (_calibration is not null)
                (classes[i], scales[i]) = _calibration.Typical(block[i], models[i]);
        }

        var spread = _calibration is null ? BatchSpread.None(block.Count) : new BatchSpread([.. _batch.Intervals!.Levels], _calibration.UnknownProfiles, classes, scales);
        return _batch.Model(block, keys, states, weights, [.. block.Select(_batch.NonNegativeFor)], spread);
    }
}
