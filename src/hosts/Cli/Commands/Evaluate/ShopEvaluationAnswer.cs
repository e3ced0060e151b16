using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>An evaluation on the shop's own records.</summary>
/// <param name="Model">The best model.</param>
/// <param name="Metrics">Its figures on the held-out period.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Baselines">The figures of every model compared.</param>
/// <param name="Cases">Customers or series asked.</param>
/// <param name="Seconds">Wall seconds.</param>
/// <param name="PeakMb">The largest resident memory.</param>
internal sealed record ShopEvaluationAnswer(
    string Model, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Baselines, int Cases, double Seconds, double PeakMb)
{
    /// <summary>Describes a comparison of recommenders.</summary>
    /// <param name="result">The comparison.</param>
    /// <param name="seconds">Wall seconds.</param>
    public static ShopEvaluationAnswer Of(RecommendTrainingResult result, double seconds) => new(
        result.Version.Kind, Scores.Estimates(result.Metrics), Scores.Limits(result.Metrics), Scores.Estimates(result.Baselines), result.Cases, seconds, Memory.PeakMegabytes);

    /// <summary>Describes the scores of a forecaster: items by day under their own names, other sets of series by a prefix.</summary>
    /// <param name="report">The scores.</param>
    /// <param name="model">The forecaster.</param>
    /// <param name="seconds">Wall seconds.</param>
    public static ShopEvaluationAnswer Of(ForecastTrainingReport report, string model, double seconds)
    {
        var metrics = new Dictionary<string, Interval>(StringComparer.Ordinal);
        foreach (var (index, scope) in report.Scopes.Index())
            foreach (var (name, figure) in scope.Metrics)
                metrics[index == 0 ? name : $"{scope.Scope}/{name}"] = figure;
        return new ShopEvaluationAnswer(
            model, Scores.Estimates(metrics), Scores.Limits(metrics), Scores.Estimates(report.Scopes[0].Baselines), report.Scopes[0].Scored, seconds, Memory.PeakMegabytes);
    }
}
