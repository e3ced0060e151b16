using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn;

/// <summary>A model with how it came about.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Model">The model.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="Comparison">The comparison it won; <see langword="null"/> if there was none.</param>
/// <param name="Findings">What the comparison says to the table's owner.</param>
/// <param name="HeldTruths">What is true of rows that models of its kind did not see, where a comparison held rows out.</param>
/// <param name="Held">What those models say of them (n × K).</param>
internal sealed record LearnedFit(
    string Name, FittedModel Model, LearnSeconds Seconds, ComparisonResult? Comparison, IReadOnlyList<Finding> Findings, float[] HeldTruths, float[] Held)
{
    /// <summary>The winner of a comparison.</summary>
    public static LearnedFit Of(string name, FittedModel model, ComparisonResult result)
    {
        var findings = new List<Finding>();
        if (result.Plan.IsShort)
            findings.Add(new Finding("short-budget", "", FormattableString.Invariant(
                $"The budget of {result.Plan.BudgetSeconds:0.##} s is too short to compare everything: {string.Join(", ", result.Plan.Candidates.Select(candidate => candidate.Name))} took part, untuned, in {result.Plan.OuterFolds} folds. Not tried: {string.Join(", ", result.Plan.Skipped.Select(part => part.Name))}."), false));
        if (result.IsStopped)
            findings.Add(new Finding("plan-stopped", "", FormattableString.Invariant(
                $"The clock stopped the plan at its budget of {result.Plan.BudgetSeconds:0.##} s before all was done; a repetition may end differently. Give a longer --budget, or run on a quieter machine."), false));
        var best = result.Winner;
        if (result.Learners.FirstOrDefault(learner => learner.IsBaseline) is { Tuned.Count: > 0 } baseline && best.Tuned.Count > 0
            && (result.GreaterIsBetter ? best.Tuned[result.Metric].Lower <= baseline.Tuned[result.Metric].Estimate : best.Tuned[result.Metric].Upper >= baseline.Tuned[result.Metric].Estimate))
            findings.Add(new Finding("no-better-than-baseline", "", "No learner is surely better than a prediction that looks at no column: these columns may say nothing of the target.", false));
        foreach (var learner in result.Learners.Where(learner => learner.Excluded is not null && !learner.IsBaseline))
            findings.Add(new Finding("left-out", "", $"The learner {learner.Name} was left out: {learner.Excluded!.TrimEnd('.')}.", false));
        return new LearnedFit(
            name, model, new LearnSeconds(0, 0, result.CpuSeconds, result.Seconds), result, findings, best.Held is { } seen ? TaskScores.Truths(seen) : [], best.Held is { } said ? TaskScores.Values(said) : []);
    }
}
