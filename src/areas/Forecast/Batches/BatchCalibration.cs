using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Intervals;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Batches;

/// <summary>The spread of a batch: first of the errors of series spread over it, then of each series beside those.</summary>
/// <remarks>Series are alike if they sell about as often: on three quarters of their steps, a half, a quarter, and then by halves down to a sixteenth.
/// Demand that mostly is zero has errors of another shape, and where sales come at less often than an outer level says, that quantile is zero. A series that is looked at has a profile of errors that were divided by a scale of their series' own, any other one a wider profile,
/// whose errors differ by series as well: it stands to its scale as they do. <see cref="Observe"/> may be called for different series at once.</remarks>
internal sealed class BatchCalibration
{
    private const int Classes = 6;

    // A series alone is cheap; a block of them would leave threads idle where few are pooled.
    private const int BlockSize = 4;

    /// <summary>The least share of steps with demand of each class.</summary>
    private static readonly double[] s_often = [0.75, 0.5, 0.25, 0.125, 0.0625, 0];

    private readonly ForecastBatch _batch;
    private readonly IForecaster _learner;
    private readonly ConformalIntervals _options;
    private readonly double[] _levels;
    private readonly PastErrors?[] _pooled;
    private readonly StepSizes[] _sizes = new StepSizes[Classes];
    private readonly ErrorProfile[] _profiles = new ErrorProfile[Classes];
    private readonly ErrorProfile[] _unknown = new ErrorProfile[Classes];
    private readonly byte[] _classes;
    private readonly double[] _scales;
    private readonly bool[] _seen;
    private readonly ErrorProfile?[] _own;

    private BatchCalibration(ForecastBatch batch, IForecaster learner, ConformalIntervals options, int count)
    {
        _batch = batch;
        _learner = learner;
        _options = options;
        _levels = [.. options.Levels];
        _pooled = new PastErrors?[count];
        _classes = new byte[count];
        _scales = new double[count];
        _seen = new bool[count];
        _own = new ErrorProfile?[count];
    }

    /// <summary>Collects the errors of series spread evenly over the batch and learns what is typical of each class.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="learner">Who learns each series.</param>
    /// <param name="options">How intervals are found.</param>
    /// <param name="series">The series.</param>
    /// <param name="nonNegative">Whether nothing below zero is forecast, for each series.</param>
    /// <param name="context">Threads, cancellation, seed.</param>
    public static BatchCalibration Of(
        ForecastBatch batch, IForecaster learner, ConformalIntervals options, IReadOnlyList<TimeSeries> series, bool[] nonNegative, FitContext context)
    {
        var calibration = new BatchCalibration(batch, learner, options, series.Count);
        calibration.Pool(series, nonNegative, context);
        return calibration;
    }

    /// <summary>Finds one series' scale.</summary>
    public void Observe(int index, TimeSeries series, IForecastModel model, bool nonNegative, FitContext context)
    {
        var unit = PastErrors.Unit(series.Values, _batch.Season, model);
        var past = _pooled[index] ?? (_options.LooksAtEach(_scales.Length) ? Collect(series, nonNegative, context) : null);
        if (past is not null && past.Windows >= _options.OwnWindows)
        {
            var sizes = new StepSizes([past], _batch.Horizon, _options.OwnWindows, even: true);
            var pool = new ErrorPool(_batch.Horizon);
            pool.Add(past, sizes, even: true);
            _own[index] = ErrorProfile.Of(pool, _batch.Horizon, _levels, _options.OwnWindows);
            _scales[index] = Scaled(unit, new ErrorScale(past, sizes, even: true).Ahead);
        }
        else
        {
            var sizes = _sizes[_classes[index]];
            _seen[index] = past is not null;
            _scales[index] = Scaled(unit, past is null ? sizes.Series : new ErrorScale(past, sizes).Ahead);
        }
    }

    /// <summary>The spread: profiles of the classes where series were looked at and where not, then those of series that speak for themselves.</summary>
    public BatchSpread Finish()
    {
        List<ErrorProfile> all = [.. _profiles, .. _unknown];
        var indices = new int[_scales.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = _own[i] is not null ? all.Count : _seen[i] ? _classes[i] : Classes + _classes[i];
            if (_own[i] is { } own)
                all.Add(own);
        }

        return new BatchSpread(_levels, all, indices, _scales);
    }

    /// <summary>The errors of each class's series that are not looked at.</summary>
    public IReadOnlyList<ErrorProfile> UnknownProfiles => _unknown;

    /// <summary>The class of a series and its scale, without a look into its past.</summary>
    public (int Class, double Scale) Typical(TimeSeries series, IForecastModel model)
    {
        var own = ClassOf(series);
        return (own, Scaled(PastErrors.Unit(series.Values, _batch.Season, model), _sizes[own].Series));
    }

    private static double Scaled(double unit, double scale) => Models.Magnitude.Finite(unit * scale);

    private void Pool(IReadOnlyList<TimeSeries> series, bool[] nonNegative, FitContext context)
    {
        for (var i = 0; i < series.Count; i++)
            _classes[i] = (byte)ClassOf(series[i]);
        int[] pooled = [.. Enumerable.Range(0, series.Count).GroupBy(i => _classes[i]).SelectMany(alike => Spread([.. alike])).Order()];
        Blocks.Run(pooled.Length, BlockSize, context.Threads, context.Cancellation, (_, start, end) =>
        {
            foreach (var i in pooled.AsSpan(start..end))
                _pooled[i] = Collect(series[i], nonNegative[i], context);
        });
        Blocks.Run(Classes, 1, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var c = start; c < end; c++)
                Learn(c);
        });
    }

    /// <summary>Some of a class, spread evenly over the batch: its share of those pooled, and no less than an equal part of them, so that rare classes have
    /// errors of their own.</summary>
    private IEnumerable<int> Spread(int[] alike)
    {
        var share = (int)Math.Ceiling((double)_options.PooledSeries * alike.Length / _classes.Length);
        var count = Math.Min(alike.Length, Math.Max(share, _options.PooledSeries / Classes));
        return Enumerable.Range(0, count).Select(place => alike[(int)((long)place * alike.Length / count)]);
    }

    private PastErrors Collect(TimeSeries series, bool nonNegative, FitContext context) =>
        PastErrors.Collect(_learner, series, _batch.Season, _batch.Horizon, _options.Windows, nonNegative, context);

    /// <summary>What is typical of a class; one with few errors takes in the classes beside it until there are enough.</summary>
    private void Learn(int demandClass)
    {
        var pasts = new List<PastErrors>();
        for (var reach = 0; reach < Classes && pasts.Sum(past => past.Windows) < 3 * _options.OwnWindows; reach++)
            for (var i = 0; i < _pooled.Length; i++)
                if (_pooled[i] is { } past && Math.Abs(_classes[i] - demandClass) == reach)
                    pasts.Add(past);
        var (pool, unknown) = (new ErrorPool(_batch.Horizon), new ErrorPool(_batch.Horizon));
        var sizes = _sizes[demandClass] = new StepSizes(pasts, _batch.Horizon, _options.OwnWindows);
        foreach (var past in pasts)
        {
            pool.Add(past, sizes);
            unknown.AddUnknown(past, sizes);
        }

        _profiles[demandClass] = ErrorProfile.Of(pool, _batch.Horizon, _levels, _options.OwnWindows);
        _unknown[demandClass] = ErrorProfile.Of(unknown, _batch.Horizon, _levels, _options.OwnWindows);
    }

    private static int ClassOf(TimeSeries series)
    {
        var (zeros, observed) = (0, 0);
        foreach (var value in series.Values)
        {
            zeros += value == 0 ? 1 : 0;
            observed += double.IsFinite(value) ? 1 : 0;
        }

        return Array.FindIndex(s_often, share => observed - zeros >= share * observed);
    }
}
