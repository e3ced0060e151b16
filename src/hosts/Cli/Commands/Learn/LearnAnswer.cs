using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Commands.Learn;

/// <summary>What was learnt from a table.</summary>
/// <param name="Task">What was learnt: regression, binary, multiclass or ranking.</param>
/// <param name="Target">The column learnt.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Classes">The classes; of two, probabilities are those of the second. Empty for numbers.</param>
/// <param name="Rows">Rows by what they were for.</param>
/// <param name="Features">Columns learnt from.</param>
/// <param name="Findings">What the table's owner should know.</param>
/// <param name="Metrics">Figures on rows that were not learnt from.</param>
/// <param name="Intervals">Their limits of 95 %; null where none is computed.</param>
/// <param name="Baseline">The figures of a prediction that looks at no feature.</param>
/// <param name="KktResidual">How far a linear model is from its optimum; null of others.</param>
/// <param name="Rounds">Rounds of boosting; null for other learners.</param>
/// <param name="Depths">What depth does to a tree and a forest; null if that was not asked.</param>
/// <param name="Comparison">How learners compared; null where one was named.</param>
/// <param name="Decision">What calls by the model do; null without classes.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="PredictUsPerRow">Microseconds for each row predicted, many together on one thread.</param>
/// <param name="PeakMb">The largest resident memory.</param>
/// <param name="Model">The model's file; null if it was not kept.</param>
/// <param name="Report">The report's file; null if there is none.</param>
internal sealed record LearnAnswer(
    string Task, string Target, string Learner, IReadOnlyList<string> Classes, LearnRows Rows, int Features, IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals, IReadOnlyDictionary<string, double?> Baseline, double? KktResidual, LearnRounds? Rounds,
    DepthsAnswer? Depths, ComparisonAnswer? Comparison, DecisionAnswer? Decision, LearnSeconds Seconds, double PredictUsPerRow, double PeakMb, string? Model, string? Report)
{
    /// <summary>Describes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="seconds">What it took, with reading the files.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="report">The report's file.</param>
    public static LearnAnswer Of(LearnResult result, LearnSeconds seconds, string? model, string? report) => new(
        LearnTasks.Word(result.Model.Fitted.Task), result.Target, result.Model.Learner, result.Model.Fitted.Labels,
        new LearnRows(result.Training.RowCount, result.Validation?.RowCount ?? 0, result.Test.RowCount), result.Model.Fitted.Features.Count, result.Findings,
        Scores.Estimates(result.Metrics), Limits(result.Metrics), Scores.Estimates(result.Baseline), result.Model.Fitted.KktResidual, LearnRounds.Of(result), DepthsAnswer.Of(result.Depths), ComparisonAnswer.Of(result.Comparison), DecisionAnswer.Of(result.Decision),
        new LearnSeconds(Round(seconds.Load), Round(seconds.Bin), Round(seconds.TrainCpu), Round(seconds.TrainWall)), Math.Round(result.PredictMicrosecondsPerRow, 4), Memory.PeakMegabytes, model, report);

    private static IReadOnlyDictionary<string, double?[]> Limits(IReadOnlyDictionary<string, Interval> metrics) =>
        Scores.Limits(metrics.Where(metric => double.IsFinite(metric.Value.Lower)).ToDictionary(StringComparer.Ordinal));

    private static double Round(double seconds) => Math.Round(seconds, 4);
}
