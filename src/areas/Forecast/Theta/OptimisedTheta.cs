using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>The optimised Theta method: how much of the trend line enters the forecast is estimated, where the Theta method takes half.</summary>
/// <remarks>
/// Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, "Models for optimising the theta method and their relationship to state space models",
/// International Journal of Forecasting 32 (2016), section 3.1 (OTM). The season is taken out as by <see cref="ThetaMethod"/>. α in [0.1, 0.99], θ ≥ 1
/// and the first level minimise the sum of squared one-step errors together; only α is searched, the others have closed forms, see
/// <c>docs/guide/forecast/theta.md</c>. Fewer than six observations are forecast by the Theta method. O(n).
/// </remarks>
public sealed record OptimisedTheta : IForecaster
{
    /// <summary>The weight α of the newest observation, between 0 and 1; by default the best in [0.1, 0.99].</summary>
    public double? Alpha { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.OptimisedTheta;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => ThetaFit.Of(series, season, context, dynamic: false, Alpha);
}
