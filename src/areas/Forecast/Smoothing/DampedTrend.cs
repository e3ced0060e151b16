using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Smoothing;

/// <summary>A level and a slope that fades: the forecast bends towards a constant.</summary>
/// <remarks>Gardner and McKenzie (1985), ETS(A,Ad,N). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record DampedTrend : IBatchForecaster, IWarmForecaster
{
    internal const string Damped = "damped";

    /// <inheritdoc/>
    public string Name => Damped;

    private static ExponentialSmoothing Learner => new() { Form = SmoothingForm.Damped };

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => Learner.Fit(series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        Learner.FitMany(series, season, context);

    /// <inheritdoc/>
    public IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context) =>
        ((IWarmForecaster)Learner).Refit(model, series, season, context);
}
