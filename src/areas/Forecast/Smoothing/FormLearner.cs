using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Smoothing;

/// <summary>What <see cref="HoltTrend"/>, <see cref="DampedTrend"/> and <see cref="HoltWinters"/> share: exponential smoothing of one form.</summary>
public abstract record FormLearner : IBatchForecaster, IWarmForecaster
{
    private protected FormLearner()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The form.</summary>
    private protected abstract SmoothingForm Form { get; }

    private ExponentialSmoothing Learner => new() { Form = Form };

    /// <inheritdoc/>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => Learner.Fit(series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        Learner.FitMany(series, season, context);

    /// <inheritdoc/>
    public IForecastModel Refit(IForecastModel model, TimeSeries series, int season, FitContext context) =>
        ((IWarmForecaster)Learner).Refit(model, series, season, context);
}
