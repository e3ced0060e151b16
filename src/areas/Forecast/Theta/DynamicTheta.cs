using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Theta;

/// <summary>The dynamic optimised Theta method: as <see cref="OptimisedTheta"/>, but each step knows only the line through the observations before it.</summary>
/// <remarks>Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), section 3.2 (DOTM), equations 9 to 14, with A(0) = B(0) = 0. The
/// forecast takes itself for what is observed next, so its trend may bend.</remarks>
public sealed record DynamicTheta : IForecaster
{
    /// <summary>The weight α of the newest observation, between 0 and 1; by default the best in [0.1, 0.99].</summary>
    public double? Alpha { get; init; }

    /// <inheritdoc/>
    public string Name => ElementaryModel.DynamicTheta;

    /// <inheritdoc/>
    /// <remarks>A missing observation lies on the line between its neighbours.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => ThetaFit.Of(series, season, context, dynamic: true, Alpha);
}
