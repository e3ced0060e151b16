using Kirana.Data.Feedback;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Batches;

/// <summary>Models of many series, ready to forecast any of them without their history. Immutable and thread-safe.</summary>
public sealed partial class BatchModel
{
    /// <summary>The longest horizon that is forecast, in steps.</summary>
    public const int LongestHorizon = 1000;

    private readonly long[] _starts;
    private readonly bool[] _nonNegative;
    private readonly ModelState[][] _states;
    private readonly double[][]? _weights;
    private readonly BatchSpread _spread;

    internal BatchModel(
        string learner, int season, Step step, IdMap keys, long[] starts, bool[] nonNegative, ModelState[][] states,
        double[][]? weights, BatchSpread spread)
    {
        Learner = learner;
        Season = season;
        Step = step;
        Keys = keys;
        _starts = starts;
        _nonNegative = nonNegative;
        _states = states;
        _weights = weights;
        _spread = spread;
    }

    /// <summary>The name of the learner.</summary>
    public string Learner { get; }

    /// <summary>Steps in one season, 1 for none.</summary>
    public int Season { get; }

    /// <summary>The step of all series.</summary>
    public Step Step { get; }

    /// <summary>The series' keys; the position of a key is the series' index.</summary>
    public IdMap Keys { get; }

    /// <summary>The number of series.</summary>
    public int Count => Keys.Count;

    /// <summary>The steps ahead for which intervals were calibrated; beyond them the spread grows with the square root of the step. 0
    /// without intervals.</summary>
    public int CalibratedHorizon => _spread.Horizon;

    /// <summary>The calibrated levels, ascending; a level asked for must lie between the outermost ones. Empty without intervals.</summary>
    public IReadOnlyList<double> Levels => _spread.Levels;

    /// <summary>The first step after a series: where its forecast begins.</summary>
    /// <param name="series">The series' index.</param>
    public TimeAxis StartOf(int series) => new(Step, _starts[series]);

    /// <summary>Forecasts one series.</summary>
    /// <param name="series">The series' index, 0 … <see cref="Count"/> − 1.</param>
    /// <param name="horizon">Steps ahead, 1 to <see cref="LongestHorizon"/>.</param>
    /// <param name="levels">The quantiles' levels, ascending, between the outermost of <see cref="Levels"/>; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index, the horizon or a level lies outside its range; the message says it.</exception>
    /// <exception cref="ArgumentException">The levels do not ascend.</exception>
    public SeriesForecast Forecast(int series, int horizon, params ReadOnlySpan<double> levels) => Forecast(series, horizon, CovariateEffects.None, levels);

    /// <summary>Forecasts one series beside covariates.</summary>
    /// <param name="series">The series' index, 0 … <see cref="Count"/> − 1.</param>
    /// <param name="horizon">Steps ahead, 1 to <see cref="LongestHorizon"/>.</param>
    /// <param name="effects">What the covariates do to the series, by the learner of the batch: a <see cref="CovariateForecaster"/>.</param>
    /// <param name="levels">The quantiles' levels, ascending, between the outermost of <see cref="Levels"/>; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index, the horizon or a level lies outside its range; the message says it.</exception>
    /// <exception cref="ArgumentException">The levels do not ascend.</exception>
    public SeriesForecast Forecast(int series, int horizon, CovariateEffects effects, params ReadOnlySpan<double> levels)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentOutOfRangeException.ThrowIfNegative(series);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(series, Count);
        if (horizon is < 1 or > LongestHorizon)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"A horizon has 1 to {LongestHorizon} steps.");
        CheckLevels(levels);

        var states = _states[series];
        IForecastModel model = _weights is not null ? new WeightedModel(Learner, states, _weights[series])
            : string.Equals(Learner, MedianEnsemble.Median, StringComparison.Ordinal) ? new MedianModel(states) : new ElementaryModel(states[0]);
        var mean = new double[horizon];
        model.Predict(mean);
        effects.Apply(mean);
        var quantiles = new double[levels.Length][];
        for (var i = 0; i < levels.Length; i++)
        {
            var quantile = quantiles[i] = new double[horizon];
            for (var k = 0; k < horizon; k++)
                quantile[k] = Bound(series, Magnitude.Finite(Bound(series, mean[k]) + _spread.At(series, k, levels[i])));
        }

        foreach (ref var value in mean.AsSpan())
            value = Bound(series, value);
        return new SeriesForecast(Keys[series], StartOf(series), model.Kind, model.Fallback, mean, levels.ToArray(), quantiles);
    }

    /// <summary>The models of one member of an ensemble alone, without intervals.</summary>
    /// <param name="member">The member's position; 0 for all but an ensemble.</param>
    /// <param name="name">The member's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public BatchModel Member(int member, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        if (Count > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(member, MemberCount);
        return new BatchModel(
            name, Season, Step, Keys, _starts, _nonNegative, Array.ConvertAll(_states, states => new[] { states[member] }), weights: null,
            BatchSpread.None(Count));
    }

    private double Bound(int series, double value) => _nonNegative[series] && !(value > 0) ? 0 : value;

    private void CheckLevels(ReadOnlySpan<double> levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            if (_spread.Levels.Length == 0)
                throw new ArgumentOutOfRangeException(nameof(levels), levels[i], "The model was fitted without intervals: it has no quantiles.");
            if (!(levels[i] >= _spread.Levels[0] && levels[i] <= _spread.Levels[^1]))
                throw new ArgumentOutOfRangeException(nameof(levels), levels[i],
                    $"A level lies between the outermost calibrated ones, {_spread.Levels[0]} and {_spread.Levels[^1]}.");
            if (i > 0 && levels[i] <= levels[i - 1])
                throw new ArgumentException($"Levels ascend; {levels[i]} follows {levels[i - 1]}.", nameof(levels));
        }
    }
}
