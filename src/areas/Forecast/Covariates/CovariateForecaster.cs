using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Covariates;

/// <summary>Learns series of a set beside their covariates: effects learned over the set are taken out of a series, what is usual is learned, and they are
/// put back onto its forecast. Immutable and thread-safe.</summary>
/// <remarks>Without a covariate used its models are those of the learner alone, to the byte.</remarks>
public sealed class CovariateForecaster : IBatchForecaster
{
    // The logarithm of the most by which covariates multiply; what lies beyond was never seen.
    private const double Largest = 3;

    private readonly IForecaster _usual;
    private readonly CovariateDesign _design;
    private readonly EffectPool? _pool;
    private readonly int[] _used;

    internal CovariateForecaster(IForecaster usual, CovariateDesign design, EffectPool? pool, int[] used, bool multiplies, IReadOnlyList<CovariateTrial> trials)
    {
        (_usual, _design, _pool, _used) = (usual, design, pool, used);
        (Multiplies, Trials) = (multiplies, trials);
    }

    /// <inheritdoc/>
    public string Name => _usual.Name;

    /// <summary>Whether effects multiply what is usual; they add to it else.</summary>
    public bool Multiplies { get; }

    /// <summary>Whether each covariate is used, in the order of the set.</summary>
    public IReadOnlyList<CovariateTrial> Trials { get; }

    /// <summary>Whether any covariate is used.</summary>
    public bool UsesAny => _pool is not null;

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (_pool is null)
            return _usual.Fit(series, season, context);
        var (usual, effects) = Split(series, season);
        return new LiftedModel(_usual.Fit(usual, season, context), effects);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (_pool is null)
            return Fitting.Many(_usual, series, season, context);
        var parts = series.Select(one => Split(one, season)).ToArray();
        var models = Fitting.Many(_usual, [.. parts.Select(part => part.Usual)], season, context);
        return [.. models.Select((model, i) => new LiftedModel(model, parts[i].Effects))];
    }

    /// <summary>What covariates do to a series after its end.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public CovariateEffects EffectsOf(TimeSeries series, int season)
    {
        ArgumentNullException.ThrowIfNull(series);
        return _pool is null ? CovariateEffects.None : Split(series, season).Effects;
    }

    /// <summary>The series as it would have been usually, and what is to come.</summary>
    internal (TimeSeries Usual, CovariateEffects Effects) Split(TimeSeries series, int season)
    {
        var columns = _design.Read(series);
        return Split(series, columns, EffectEvidence.Of(series, season, columns.Values, Multiplies), _design.StaticsOf(series.Key), _pool!, _used, Multiplies);
    }

    internal static (TimeSeries Usual, CovariateEffects Effects) Split(
        TimeSeries series, SeriesColumns columns, EffectEvidence? evidence, double[] statics, EffectPool pool, int[] used, bool multiplies)
    {
        var coefficients = pool.Effects(evidence, statics, used);
        var unit = multiplies ? 1 : EffectEvidence.Target(series, multiplies: false).Unit;
        var length = columns.Values.Length == 0 ? series.Length : columns.Values[0].Length;
        var usual = series.Values.ToArray();
        var ahead = new double[length - series.Length];
        for (var t = 0; t < length; t++)
        {
            var effect = 0.0;
            for (var j = 0; j < used.Length; j++)
                effect += coefficients[j] * columns.Values[used[j]][t];
            effect = Magnitude.Finite(multiplies ? Elementary.Exp(Math.Clamp(effect, -Largest, Largest)) : effect * unit);
            if (t < usual.Length)
                usual[t] = multiplies ? usual[t] / effect : usual[t] - effect;
            else
                ahead[t - usual.Length] = effect;
        }

        return (new TimeSeries(series.Key, series.Axis, usual), new CovariateEffects(multiplies, ahead));
    }
}
