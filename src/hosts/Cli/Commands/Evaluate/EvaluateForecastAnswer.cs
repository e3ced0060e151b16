using System.Text.Json.Serialization;
using Kirana.Cli.Commands.Covariates;
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
/// <param name="Slices">Parts of the series, by demand class and by length.</param>
/// <param name="Worst">The worst forecasts by MASE.</param>
/// <param name="Report">The report's path, if one was asked for.</param>
internal sealed record EvaluateForecastAnswer(
    string Model, int Series, int Scored, int Horizon, IReadOnlyList<int> Seasons, int Windows, IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyDictionary<string, double?[]> Intervals, ForecastSeconds Seconds, int Failed, double PeakMb, IReadOnlyList<SliceAnswer> Slices,
    IReadOnlyList<WorstAnswer> Worst, string? Report)
{
    /// <summary>The share of MASE avoided beside each benchmark.</summary>
    public IReadOnlyDictionary<string, double?> ValueAdded { get; init; } = new Dictionary<string, double?>(StringComparer.Ordinal);

    /// <summary>Of the newest window, whether covariates are used; <see langword="null"/> where none was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CovariatesAnswer? Covariates { get; init; }

    /// <summary>Describes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="report">The report's path.</param>
    public static EvaluateForecastAnswer Of(ForecastFileResult result, string? report) => new(
        result.Model, result.Series, result.Scored, result.Horizon, result.Seasons, result.Windows, Scores.Estimates(result.Metrics),
        Scores.Limits(result.Metrics), result.Seconds, result.Failed, Memory.PeakMegabytes,
        [.. result.Details.Slices.Select(SliceAnswer.Of)], [.. result.Details.Worst.Select(WorstAnswer.Of)], report)
    {
        ValueAdded = Scores.Estimates(result.ValueAdded), Covariates = CovariatesAnswer.Of(result.Covariates),
    };
}
