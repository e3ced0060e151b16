namespace Kirana.Pipelines.Learn.Plans;

/// <summary>Makes plans: of the comparisons that a budget allows the most careful one.</summary>
public static class Planner
{
    // CPU seconds planned for each second of the budget: two processors, with room for what the model of costs does not know.
    private const double WorkShare = 1.2;

    private const double LeastShare = 0.2;
    private const double DearestShare = 0.15;

    // As many as a plan of five folds with two inside each makes, on fewer rows than all.
    private const int ShadowFits = 10;

    // A comparison on more rows tells no more of which learner is better.
    private const int MostRows = 50_000;
    private const int FewestRows = 1_000;

    // Fewer cannot be parted inside the parts.
    private const int FewestUnits = 10;

    private static readonly (int Outer, int Inner, int Settings)[] s_steps =
        [(5, 3, 9), (5, 2, 9), (4, 2, 9), (4, 2, 4), (3, 2, 4), (3, 2, 3), (3, 2, 2), (2, 2, 2), (3, 0, 1)];

    /// <summary>Makes a plan.</summary>
    /// <param name="task">What is learnt: not an order.</param>
    /// <param name="shape">The table.</param>
    /// <param name="limits">What the winner must keep to.</param>
    /// <param name="budget">Wall seconds, above 0.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="units">Groups that stay together, or moments that order the rows; <see langword="null"/>, the default, where rows are parted one by one.</param>
    public static WorkPlan Make(LearnTask task, TableShape shape, PlanLimits limits, double budget, ulong seed, int? units = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        // What is done before and after the comparison has its share; however large the table, some of the budget is for learning.
        var work = Math.Max(LeastShare * budget, budget * WorkShare - WorkCosts.OfExamination(shape) - WorkCosts.OfImitation(shape));
        var skipped = new List<SkippedPart>();
        var contenders = Affordable(task, shape, limits, work, skipped);
        // A fold without a row of some class judges nothing.
        var most = Math.Clamp(Math.Min((units ?? shape.Rows) / 2, units is null ? shape.RarestClass : shape.Rows), 2, 5);
        var tunes = (units ?? shape.Rows) >= FewestUnits;
        for (var rows = Math.Min(shape.Rows, MostRows); ; rows = (rows + 1) / 2)
        {
            foreach (var (outer, inner, settings) in s_steps)
                if ((outer <= most || inner == 0) && (tunes || inner == 0) && Plan([.. contenders.Select(own => own with { Settings = [.. own.Settings.Take(settings)] })], outer, inner, rows) is var plan && plan.Work <= work)
                    return plan;
            if (rows <= FewestRows)
                break;
        }

        return Smallest(contenders, Math.Min(shape.Rows, FewestRows), work, most, Plan);

        WorkPlan Plan(IReadOnlyList<PlannedCandidate> candidates, int outer, int inner, int rows)
        {
            var own = new WorkPlan(shape, budget, seed, rows, Math.Min(outer, most), inner, candidates, candidates.Count > 1 && !limits.Interpretable, 0, false) { Skipped = skipped };
            return own with { Work = Math.Round(WorkOf(own), 2) };
        }
    }

    /// <summary>The contenders whose last fit does not take a large part of the time by itself; of all others it is noted why they have no place.</summary>
    private static List<PlannedCandidate> Affordable(LearnTask task, TableShape shape, PlanLimits limits, double work, List<SkippedPart> skipped)
    {
        var all = Contenders.For(task, shape, limits);
        foreach (var other in Contenders.For(task, shape, PlanLimits.None).Where(other => all.All(own => !string.Equals(own.Name, other.Name, StringComparison.Ordinal))))
            skipped.Add(new SkippedPart(other.Name, "it cannot be read as a whole, and that was asked"));
        var shadows = ShadowFits * WorkCosts.OfShadows(shape, shape.Rows);
        var byShadows = shadows <= DearestShare * work;
        if (!byShadows)
            skipped.Add(new SkippedPart("shadow selection", FormattableString.Invariant($"its forests inside every fold would take about {shadows:#,0} CPU s; columns were chosen by what a boosting gained by them")));
        skipped.Add(new SkippedPart("wrapper selection", FormattableString.Invariant($"a fit for each column to add or leave, {shape.Columns} and more inside every fold, says little beyond the order of columns that a boosting gives at once")));
        var kept = new List<PlannedCandidate>();
        foreach (var own in all)
        {
            PlannedSetting[] settings = [.. own.Settings.Where(setting => (byShadows || !setting.ByShadows) && WorkCosts.Of(setting, shape, shape.Rows) <= DearestShare * work)];
            if (settings.Length > 0)
                kept.Add(own with { Settings = settings });
            else
                skipped.Add(new SkippedPart(own.Name, FormattableString.Invariant($"one fit to all rows would take about {own.Settings.Min(setting => WorkCosts.Of(setting, shape, shape.Rows)):#,0} CPU s, too much of the budget")));
        }

        if (kept.Count == 0)
        {
            // Something is learnt in any case.
            kept.Add(all[0] with { Settings = [all[0].Settings[0]] });
            skipped.RemoveAll(part => string.Equals(part.Name, all[0].Name, StringComparison.Ordinal));
        }

        return kept;
    }

    /// <summary>The CPU seconds of a plan.</summary>
    private static double WorkOf(WorkPlan plan)
    {
        var (shape, training) = (plan.Shape, plan.Rows * (1 - 1.0 / plan.OuterFolds));
        var ranking = WorkCosts.OfRanking(shape, training);
        // Columns are put into order for every set of training rows.
        var sum = plan.Candidates.Any(own => own.Settings.Any(setting => setting.Columns > 0)) ? plan.OuterFolds * (1 + plan.InnerFolds) * ranking + WorkCosts.OfRanking(shape, shape.Rows) : 0;
        if (plan.Candidates.Any(own => own.Settings.Any(setting => setting.ByShadows)))
            sum += plan.OuterFolds * (1 + plan.InnerFolds) * WorkCosts.OfShadows(shape, training) + WorkCosts.OfShadows(shape, shape.Rows);
        foreach (var candidate in plan.Candidates)
        {
            var dearest = candidate.Settings.Max(setting => WorkCosts.Of(setting, shape, training));
            sum += plan.OuterFolds * WorkCosts.Of(candidate.Settings[0], shape, training);
            // One of the settings is fitted again, on all rows of the fold; which one is not known.
            if (plan.InnerFolds > 0 && candidate.Settings.Count > 1)
                sum += plan.OuterFolds * (dearest + plan.InnerFolds * candidate.Settings.Sum(setting => WorkCosts.Of(setting, shape, training * (1 - 1.0 / plan.InnerFolds))));
            // The winner, or all in a stack, learns from all rows.
            sum += candidate.Settings.Max(setting => WorkCosts.Of(setting, shape, shape.Rows));
        }

        return sum;
    }

    /// <summary>The cheapest candidates by their defaults, in two folds; the linear one alone if need be.</summary>
    private static WorkPlan Smallest(List<PlannedCandidate> contenders, int rows, double work, int most, Func<IReadOnlyList<PlannedCandidate>, int, int, int, WorkPlan> plan)
    {
        PlannedCandidate[] defaults = [.. contenders.Select(own => own with { Settings = [own.Settings[0]] })];
        for (var count = defaults.Length; ; count--)
        {
            // Those in front are the cheapest; boosting is worth most.
            var own = plan([.. defaults.OrderBy(candidate => candidate.Name switch { "linear" or "logistic" => 0, "boosting" => 1, "tree" => 2, "forest" => 3, _ => 4 }).Take(count)], Math.Min(most, 2), 0, rows);
            if (own.Work <= work || count == 1)
                return own with { IsShort = true, Skipped = [.. own.Skipped, .. defaults.Where(other => !own.Candidates.Contains(other)).Select(other => new SkippedPart(other.Name, "the budget is too short for it"))] };
        }
    }
}
