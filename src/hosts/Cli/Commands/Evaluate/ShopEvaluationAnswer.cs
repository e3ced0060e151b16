using Kirana.Cli.Commands.Train;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>An evaluation on the shop's own records.</summary>
/// <param name="Model">The best model.</param>
/// <param name="Metrics">Its figures on the held-out period; those of slices are named <c>slice/figure</c>.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Baselines">The figures of every model compared.</param>
/// <param name="Cases">Customers or series asked.</param>
/// <param name="Seconds">Wall seconds.</param>
/// <param name="PeakMb">The largest resident memory.</param>
/// <param name="Report">The report's path, if it could be written.</param>
internal sealed record ShopEvaluationAnswer(
    string Model, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines, int Cases, double Seconds, double PeakMb, string? Report)
{
    /// <summary>Of forecasts: what the shop knows beside the units sold, and whether it helps.</summary>
    public IReadOnlyList<InputAnswer>? Inputs { get; init; }

    /// <summary>Of forecasts: the held-out days of holidays, promotions and the others apart; empty where there were none of the first two.</summary>
    public IReadOnlyList<DaysAnswer>? Apart { get; init; }

    /// <summary>Describes a comparison of recommenders.</summary>
    /// <param name="compared">The comparison.</param>
    /// <param name="seconds">Wall seconds.</param>
    /// <param name="report">The report's path.</param>
    public static ShopEvaluationAnswer Of(RecommendComparison compared, double seconds, string? report) => new(
        compared.Kind, Scores.Estimates(compared.Metrics), Scores.Limits(compared.Metrics), Scores.Estimates(compared.Baselines), compared.Cases, seconds,
        Memory.PeakMegabytes, report);

    /// <summary>Describes the scores of a forecaster.</summary>
    /// <param name="scopes">The scores, items by day first.</param>
    /// <param name="model">The forecaster.</param>
    /// <param name="seconds">Wall seconds.</param>
    /// <param name="report">The report's path.</param>
    public static ShopEvaluationAnswer Of(IReadOnlyList<ForecastScopeScores> scopes, string model, double seconds, string? report)
    {
        var metrics = ForecastMetrics.Of(scopes);
        return new ShopEvaluationAnswer(
            model, Scores.Estimates(metrics), Scores.Limits(metrics), Scores.Estimates(ForecastMetrics.OfBaselines(scopes)), scopes[0].Scored, seconds,
            Memory.PeakMegabytes, report)
        {
            Inputs = InputAnswer.Of(scopes), Apart = DaysAnswer.Of(scopes),
        };
    }
}
