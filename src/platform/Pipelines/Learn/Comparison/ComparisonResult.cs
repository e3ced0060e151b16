using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>What a comparison found.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Learners">How each did, the best first.</param>
/// <param name="Metric">The figure that decided.</param>
/// <param name="FoldKind">How rows were parted, in a word: stratified, random, grouped or time.</param>
/// <param name="IsStopped">Whether the clock cut the plan short, so that a repetition may end differently.</param>
/// <param name="Seconds">Wall seconds of the comparison, the winner's fit on all rows included.</param>
/// <param name="CpuSeconds">CPU seconds of it.</param>
public sealed record ComparisonResult(
    WorkPlan Plan, IReadOnlyList<ComparedLearner> Learners, string Metric, string FoldKind, bool IsStopped, double Seconds, double CpuSeconds)
{
    /// <summary>The learner that won.</summary>
    public ComparedLearner Winner => Learners.First(learner => learner.IsWinner);

    /// <summary>Whether more of the deciding figure is better.</summary>
    public bool GreaterIsBetter => DecidingFigure.GreaterIsBetter(Metric);
}
