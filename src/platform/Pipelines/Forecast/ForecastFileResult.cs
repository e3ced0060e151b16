using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Forecast.Covariates;
using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Pipelines.Forecast;

/// <summary>What <see cref="ForecastFileEvaluation"/> found.</summary>
/// <param name="Model">The forecaster's name.</param>
/// <param name="Series">Series forecast.</param>
/// <param name="Scored">Forecasts with at least one observation to compare.</param>
/// <param name="Horizon">Steps ahead.</param>
/// <param name="Seasons">The seasons, the first of which scales errors.</param>
/// <param name="Windows">Rolling origins.</param>
/// <param name="Metrics">Averages over series with 95 % bootstrap intervals: <c>mape smape mase rmsse wrmsse rmse mae bias</c>,
/// and with quantiles <c>wql pinball crps msis coverage</c>.</param>
/// <param name="Seconds">What fitting, calibrating and forecasting took.</param>
/// <param name="Failed">Series of the test without training, and series without a finite forecast.</param>
/// <param name="Details">Where forecasts are good and where bad.</param>
public sealed record ForecastFileResult(
    string Model, int Series, int Scored, int Horizon, IReadOnlyList<int> Seasons, int Windows,
    IReadOnlyDictionary<string, Interval> Metrics, ForecastSeconds Seconds, int Failed, ForecastDetails Details)
{
    /// <summary>The share of the mean absolute scaled error that the forecaster avoids beside <c>naive</c>, <c>ses</c> and, where its forecasts were
    /// given, the <c>incumbent</c>, with 95 % bootstrap intervals; see <see cref="Kirana.Forecast.Evaluation.ValueAdded"/>.</summary>
    public IReadOnlyDictionary<string, Interval> ValueAdded { get; init; } = new SortedDictionary<string, Interval>(StringComparer.Ordinal);

    /// <summary>Of the last window, whether each covariate is used; <see langword="null"/> where none was given.</summary>
    public CovariateTrials? Covariates { get; init; }
}
