using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>An evaluation of a forecaster on a file.</summary>
/// <param name="Model">The forecaster.</param>
/// <param name="Series">Series forecast.</param>
/// <param name="Scored">Forecasts with at least one observation to compare.</param>
/// <param name="Horizon">Steps ahead.</param>
/// <param name="Seasons">The seasons.</param>
/// <param name="Windows">Rolling origins.</param>
/// <param name="Metrics">Figures by name.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Seconds">What fitting, calibrating and forecasting took.</param>
/// <param name="Failed">Series that could not be forecast.</param>
/// <param name="PeakMb">The largest resident memory.</param>
internal sealed record EvaluateForecastAnswer(
    string Model, int Series, int Scored, int Horizon, IReadOnlyList<int> Seasons, int Windows, IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyDictionary<string, double?[]> Intervals, ForecastSeconds Seconds, int Failed, double PeakMb)
{
    /// <summary>The share of MASE avoided beside each benchmark.</summary>
    public IReadOnlyDictionary<string, double?> ValueAdded { get; init; } = new Dictionary<string, double?>(StringComparer.Ordinal);

    /// <summary>The figures by slice.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Slices { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, double?>>(StringComparer.Ordinal);

    /// <summary>Describes a result.</summary>
    /// <param name="result">The result.</param>
    public static EvaluateForecastAnswer Of(ForecastFileResult result) => new(
        result.Model, result.Series, result.Scored, result.Horizon, result.Seasons, result.Windows, Scores.Estimates(result.Metrics),
        Scores.Limits(result.Metrics), result.Seconds, result.Failed, Memory.PeakMegabytes)
    {
        ValueAdded = Scores.Estimates(result.ValueAdded),
        Slices = result.Slices.ToDictionary(slice => slice.Key, slice => Scores.Estimates(slice.Value), StringComparer.Ordinal),
    };
}
