using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Demand;

/// <summary>A learner that sees a series with its outliers repaired.</summary>
/// <remarks>Repair belongs to learning: it looks at no step after the origin, and forecasts from origins in the past are compared with what came, outliers
/// among it, so that intervals stay honest. The residuals of repaired steps are those of what they were replaced by.</remarks>
public sealed record WithoutOutliers : IForecaster
{
    /// <summary>Who learns the repaired series.</summary>
    public required IForecaster Learner { get; init; }

    /// <summary>How outliers are found; of no season by default.</summary>
    public OutlierRepair Repair { get; init; } = new();

    /// <inheritdoc/>
    public string Name => Learner.Name;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option of <see cref="Repair"/> is out of its range.</exception>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        return Learner.Fit(Repair.Repair(series).Series, season, context);
    }
}
