using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Smoothing;

/// <summary>Holt's linear trend: a level and a slope, both smoothed; the forecast is a straight line.</summary>
/// <remarks>Holt (1957), ETS(A,A,N). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record HoltTrend : IBatchForecaster, IWarmForecaster
{
    internal const string Holt = "holt";

    /// <inheritdoc/>
    public string Name => Holt;

    private static ExponentialSmoothing Learner => new() { Form = SmoothingForm.Holt };

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => Learner.Fit(series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        Learner.FitMany(series, season, context);

    /// <inheritdoc/>
    public IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context) =>
        ((IWarmForecaster)Learner).Refit(model, series, season, context);
}
