using System.Text.Json;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>An evaluation of a recipe on a file.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Options">The options of the learner that was fitted.</param>
/// <param name="Metrics">Figures by name, such as <c>recall@20</c>.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="RefitMetrics">The figures after fitting with the validation items, if asked for.</param>
/// <param name="RefitIntervals">Their limits.</param>
/// <param name="Tuning">What tuning tried, if asked for.</param>
/// <param name="Why">Why tuning chose the recipe and its settings, if asked for.</param>
/// <param name="Cases">Questions asked.</param>
/// <param name="Train">The training part's size.</param>
/// <param name="Seconds">Where the time went.</param>
/// <param name="PeakMb">The largest resident memory.</param>
internal sealed record EvaluateRecommendAnswer(
    string Protocol, string Recipe, JsonElement Options, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    IReadOnlyDictionary<string, double?>? RefitMetrics, IReadOnlyDictionary<string, double?[]>? RefitIntervals, IReadOnlyList<TuningTrial>? Tuning, string? Why,
    int Cases, TrainingSize Train, RecommendEvaluationSeconds Seconds, double PeakMb)
{
    /// <summary>Describes a result.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="result">The result.</param>
    public static EvaluateRecommendAnswer Of(string protocol, RecommendEvaluationResult result)
    {
        using var options = JsonDocument.Parse(result.Options);
        return new EvaluateRecommendAnswer(
            protocol, result.Recipe, options.RootElement.Clone(), Scores.Estimates(result.Metrics), Scores.Limits(result.Metrics),
            result.RefitMetrics is { } refit ? Scores.Estimates(refit) : null, result.RefitMetrics is { } limits ? Scores.Limits(limits) : null,
            result.Tuning, result.Why, result.Cases, result.Train, result.Seconds, Math.Round(result.PeakMegabytes, 1));
    }
}
