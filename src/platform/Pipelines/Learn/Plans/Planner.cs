using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>Makes plans: of the comparisons that a budget allows the most careful one.</summary>
public static class Planner
{
    // CPU seconds planned for each second of the budget: two processors, with room for what the model of costs does not know.
    private const double WorkShare = 1.1;

    private const double DearestShare = 0.15;

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
        var work = budget * WorkShare;
        // One that would take a large part of the time for its last fit alone has no place in a comparison.
        var contenders = Contenders.For(task, shape, limits).Select(own => own with { Settings = [.. own.Settings.Where(setting => WorkCosts.Of(setting, shape, shape.Rows) <= DearestShare * work)] }).Where(own => own.Settings.Count > 0).ToList();
        if (contenders.Count == 0)
            contenders = [.. Contenders.For(task, shape, limits).Take(1).Select(own => own with { Settings = [own.Settings[0]] })];
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
            var own = new WorkPlan(shape, budget, seed, rows, Math.Min(outer, most), inner, candidates, candidates.Count > 1 && !limits.Interpretable, 0, false);
            return own with { Work = Math.Round(WorkOf(own), 2) };
        }
    }

    /// <summary>The CPU seconds of a plan.</summary>
    private static double WorkOf(WorkPlan plan)
    {
        var (shape, training) = (plan.Shape, plan.Rows * (1 - 1.0 / plan.OuterFolds));
        var ranking = WorkCosts.Of(ColumnRanking.Setting, shape, training);
        // Columns are put into order for every set of training rows.
        var sum = plan.Candidates.Any(own => own.Settings.Any(setting => setting.Columns > 0)) ? plan.OuterFolds * (1 + plan.InnerFolds) * ranking + WorkCosts.Of(ColumnRanking.Setting, shape, shape.Rows) : 0;
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
                return own with { IsShort = true };
        }
    }
}
