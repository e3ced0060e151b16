using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Intervals;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Batches;

/// <summary>Collects past errors while a batch is fitted and makes its spread of them.</summary>
/// <remarks>Series are alike if the share of zeros in them falls into the same quarter: demand that mostly is zero has errors of another
/// shape. <see cref="Observe"/> may be called for different series at once.</remarks>
internal sealed class BatchCalibration
{
    /// <summary>How many kinds of series alike there are.</summary>
    public const int Classes = 4;

    private readonly ForecastBatch _batch;
    private readonly ConformalIntervals _options;
    private readonly double[] _levels;
    private readonly int _stride;
    private readonly ErrorScale[] _scales;
    private readonly byte[] _classes;
    private readonly PastErrors?[] _pooled;
    private readonly ErrorProfile?[] _own;

    public BatchCalibration(ForecastBatch batch, ConformalIntervals options, int count)
    {
        _batch = batch;
        _options = options;
        _levels = [.. options.Levels];
        _stride = Math.Max(1, (count + options.PooledSeries - 1) / options.PooledSeries);
        _scales = new ErrorScale[count];
        _classes = new byte[count];
        _pooled = new PastErrors?[count];
        _own = new ErrorProfile?[count];
    }

    /// <summary>Makes one series' past errors.</summary>
    public void Observe(int index, TimeSeries series, IForecastModel model, bool nonNegative, FitContext context)
    {
        var past = PastErrors.Collect(_batch.Learner, series, _batch.Season, _batch.Horizon, _options.Windows, nonNegative, context);
        var scale = new ErrorScale(past, model.Residuals);
        _scales[index] = scale;
        _classes[index] = (byte)ClassOf(series);
        if (past.Windows >= _options.OwnWindows)
        {
            var pool = new ErrorPool(_batch.Horizon);
            pool.Add(past, scale, OwnGrowth(scale));
            _own[index] = ErrorProfile.Of(pool, _batch.Horizon, _levels, _options.OwnWindows);
        }
        else if (index % _stride == 0)
        {
            _pooled[index] = past;
        }
    }

    /// <summary>Makes the spread: profile 0 … 3 of the classes, then those of series that speak for themselves.</summary>
    public BatchSpread Finish(FitContext context)
    {
        var growths = new double[Classes];
        var pools = new ErrorPool[Classes];
        for (var c = 0; c < Classes; c++)
        {
            growths[c] = Growth(c);
            pools[c] = new ErrorPool(_batch.Horizon);
        }

        for (var i = 0; i < _pooled.Length; i++)
            if (_pooled[i] is { } past)
                pools[_classes[i]].Add(past, _scales[i], growths[_classes[i]]);
        Widen(pools, _batch.Horizon, _options);
        var profiles = new ErrorProfile[Classes];
        Blocks.Run(Classes, 1, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var c = start; c < end; c++)
                profiles[c] = ErrorProfile.Of(pools[c], _batch.Horizon, _levels, _options.OwnWindows);
        });

        var all = new List<ErrorProfile>(profiles);
        var indices = new int[_scales.Length];
        var sizes = new double[_scales.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = _own[i] is null ? _classes[i] : all.Count;
            sizes[i] = _scales[i].Ahead(_own[i] is null ? growths[_classes[i]] : OwnGrowth(_scales[i]));
            if (_own[i] is { } own)
                all.Add(own);
        }

        return new BatchSpread(_levels, all, indices, sizes);
    }

    /// <summary>A class with few errors takes those of all series.</summary>
    public static void Widen(ErrorPool[] pools, int horizon, ConformalIntervals options)
    {
        var everything = new ErrorPool(horizon);
        foreach (var pool in pools)
            everything.Add(pool);
        for (var c = 0; c < pools.Length; c++)
            if (pools[c].Count < 10 * options.OwnWindows)
                pools[c] = everything;
    }

    private double Growth(int demandClass)
    {
        var growths = new List<double>();
        for (var i = 0; i < _pooled.Length; i++)
            if (_pooled[i] is not null && _classes[i] == demandClass && !double.IsNaN(_scales[i].Growth))
                growths.Add(_scales[i].Growth);
        return growths.Count == 0 ? 1 : MedianModel.Median(growths.ToArray());
    }

    private static double OwnGrowth(ErrorScale scale) => double.IsNaN(scale.Growth) ? 1 : scale.Growth;

    /// <summary>Which series a series is alike to: the quarter into which its share of zeros falls.</summary>
    public static int ClassOf(TimeSeries series)
    {
        var (zeros, observed) = (0, 0);
        foreach (var value in series.Values)
        {
            zeros += value == 0 ? 1 : 0;
            observed += double.IsFinite(value) ? 1 : 0;
        }

        return observed == 0 ? 0 : Math.Min(Classes - 1, Classes * zeros / observed);
    }
}
