using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Cli.Commands.Learn;

/// <summary>How learners compared.</summary>
/// <param name="Metric">The figure that decided.</param>
/// <param name="Folds">How rows were parted: stratified, random, grouped or time.</param>
/// <param name="OuterFolds">Folds that judged.</param>
/// <param name="InnerFolds">Folds inside each of those, by which settings were chosen; 0 where nothing was tuned.</param>
/// <param name="Rows">Rows that were compared on.</param>
/// <param name="BudgetSeconds">The budget.</param>
/// <param name="PlannedCpuSeconds">The plan's work by its model of costs.</param>
/// <param name="CpuSeconds">What it took.</param>
/// <param name="WallSeconds">What it took.</param>
/// <param name="Short">Whether the budget was too short for more than the smallest plan.</param>
/// <param name="Stopped">Whether the clock cut the plan short.</param>
/// <param name="Learners">How each learner did, the winner first.</param>
internal sealed record ComparisonAnswer(
    string Metric, string Folds, int OuterFolds, int InnerFolds, int Rows, double BudgetSeconds, double PlannedCpuSeconds, double CpuSeconds, double WallSeconds, bool Short, bool Stopped,
    IReadOnlyList<CandidateAnswer> Learners)
{
    /// <summary>Describes a comparison; <see langword="null"/> if there was none.</summary>
    /// <param name="result">The comparison.</param>
    public static ComparisonAnswer? Of(ComparisonResult? result) => result is null ? null : new ComparisonAnswer(
        result.Metric, result.FoldKind, result.Plan.OuterFolds, result.Plan.InnerFolds, result.Plan.Rows, result.Plan.BudgetSeconds, result.Plan.Work, Math.Round(result.CpuSeconds, 3),
        Math.Round(result.Seconds, 3), result.Plan.IsShort, result.IsStopped, [.. result.Learners.Select(Of)]);

    private static CandidateAnswer Of(ComparedLearner learner) => new(
        learner.Name, learner.IsWinner, learner.Setting is { } setting ? $"{setting.Learner}: {setting.Text}" : null, Scores.Estimates(learner.Default), Scores.Estimates(learner.Tuned),
        Scores.Limits(learner.Tuned.Where(metric => double.IsFinite(metric.Value.Lower)).ToDictionary(StringComparer.Ordinal)),
        learner.Behind is { } behind ? [Figures.Of(behind.Estimate), Figures.Of(behind.Lower), Figures.Of(behind.Upper)] : null, learner.Weights,
        ChosenColumnsAnswer.Of(learner.Columns), Math.Round(learner.TrainSeconds, 4), learner.PeakMegabytes is { } peak ? Math.Round(peak, 1) : null, Math.Round(learner.AllocatedMegabytes, 1), Math.Round(learner.MicrosecondsPerRow, 3), learner.Bytes, learner.KktResidual, learner.Excluded);
}
