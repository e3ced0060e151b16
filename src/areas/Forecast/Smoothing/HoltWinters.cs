using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Smoothing;

/// <summary>Holt–Winters: a level, a slope and a season, all smoothed.</summary>
/// <remarks>Winters (1960), ETS(A,A,A) or ETS(M,A,M). Fitted by maximum likelihood as <see cref="ExponentialSmoothing"/>, whose fall-backs it shares.</remarks>
public sealed record HoltWinters : IBatchForecaster, IWarmForecaster
{
    internal const string Winters = "holt-winters";

    /// <summary>Whether the season multiplies, with errors that grow with the level, instead of adding; not by default.</summary>
    public bool Multiplicative { get; init; }

    /// <inheritdoc/>
    public string Name => Winters;

    private ExponentialSmoothing Learner =>
        new() { Form = Multiplicative ? SmoothingForm.HoltWintersMultiplicative : SmoothingForm.HoltWinters };

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => Learner.Fit(series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        Learner.FitMany(series, season, context);

    /// <inheritdoc/>
    public IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context) =>
        ((IWarmForecaster)Learner).Refit(model, series, season, context);
}
