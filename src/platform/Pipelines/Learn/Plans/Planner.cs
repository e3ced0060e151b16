namespace Kirana.Pipelines.Learn.Plans;

/// <summary>Makes plans: of the comparisons that a budget allows the most careful one.</summary>
public static class Planner
{
    // CPU seconds planned for each second of the budget: two processors, with room for what the model of costs does not know.
    private const double WorkShare = 1.2;

    private const double LeastShare = 0.2;
    private const double DearestShare = 0.15;

    // What was asked for may take more of the time than what a plan thinks of by itself.
    private const double AskedShare = 0.5;

    // As many as a plan of five folds with two inside each makes, on fewer rows than all.
    private const int Selections = 10;

    // A comparison on more rows tells no more of which learner is better.
    private const int MostRows = 50_000;
    private const int FewestRows = 1_000;

    // Fewer cannot be parted inside the parts.
    private const int FewestUnits = 10;

    private static readonly (int Outer, int Inner, int Settings)[] s_steps =
        [(5, 3, 9), (5, 2, 9), (4, 2, 9), (4, 2, 4), (3, 2, 4), (3, 2, 3), (3, 2, 2), (2, 2, 2), (3, 0, 1)];

    // Of points in ranges there is no end; beyond some dozens they say little.
    private static readonly (int Outer, int Inner, int Trials)[] s_searches =
        [(5, 3, 60), (5, 3, 30), (5, 2, 30), (5, 2, 20), (4, 2, 16), (3, 2, 12), (3, 2, 8), (3, 2, 4), (2, 2, 3), (3, 0, 1)];

    // What a plan adds where there is time left, the cheapest in front.
    private static readonly ColumnChoice[] s_further = [ColumnChoice.Filters, ColumnChoice.Sparse, ColumnChoice.Elimination, ColumnChoice.Stability, ColumnChoice.Forward, ColumnChoice.Backward];

    /// <summary>Makes a plan.</summary>
    /// <param name="task">What is learnt: not an order.</param>
    /// <param name="shape">The table.</param>
    /// <param name="limits">What the winner must keep to.</param>
    /// <param name="budget">Wall seconds, above 0.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="units">Groups that stay together, or moments that order the rows; <see langword="null"/>, the default, where rows are parted one by one.</param>
    /// <param name="wishes">What is to be tried; what the budget allows by default.</param>
    public static WorkPlan Make(LearnTask task, TableShape shape, PlanLimits limits, double budget, ulong seed, int? units = null, PlanWishes? wishes = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        // What is done before and after the comparison has its share; however large the table, some of the budget is for learning.
        var work = Math.Max(LeastShare * budget, budget * WorkShare - WorkCosts.OfExamination(shape) - WorkCosts.OfImitation(shape));
        wishes ??= new PlanWishes();
        var skipped = new List<SkippedPart>();
        var contenders = Affordable(task, shape, limits, wishes, work, skipped);
        // A fold without a row of some class judges nothing.
        var most = Math.Clamp(Math.Min((units ?? shape.Rows) / 2, units is null ? shape.RarestClass : shape.Rows), 2, 5);
        var tunes = (units ?? shape.Rows) >= FewestUnits;
        var searches = wishes.Search != SettingSearch.Listed;
        var steps = searches ? s_searches : s_steps;
        for (var rows = Math.Min(shape.Rows, MostRows); ; rows = (rows + 1) / 2)
        {
            // Who asks for a search would rather have it on some of the rows than none on all.
            foreach (var (outer, inner, tries) in steps.Where(step => step.Inner > 0 || !searches || rows <= FewestRows || !tunes))
                if ((outer <= most || inner == 0) && (tunes || inner == 0) && Plan([.. contenders.Select(own => Tried(own, inner == 0 ? 1 : tries))], outer, inner, rows) is var plan && plan.Work <= work)
                    return wishes.Choices is null ? Widened(plan, task, work, isWhole: !searches && rows >= Math.Min(shape.Rows, MostRows) && inner == steps[0].Inner) : plan;
            if (rows <= FewestRows)
                break;
        }

        return Smallest(contenders, Math.Min(shape.Rows, FewestRows), work, most, Plan);

        PlannedCandidate Tried(PlannedCandidate own, int tries) => searches && tries > 1 && Contenders.Ranges(own.Name, shape) is { Count: > 0 } ranges
            ? own with { Ranges = ranges, Trials = tries }
            : own with { Settings = [.. own.Settings.Take(tries)] };

        WorkPlan Plan(IReadOnlyList<PlannedCandidate> candidates, int outer, int inner, int rows)
        {
            var own = new WorkPlan(shape, budget, seed, rows, Math.Min(outer, most), inner, candidates, candidates.Count > 1 && !limits.Interpretable, 0, false) { Search = wishes.Search, Skipped = skipped };
            return own with { Work = Math.Round(WorkOf(own, task), 2) };
        }
    }

    /// <summary>The plan with every further way to choose columns for which it leaves time; of the others it is noted why not.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="task">The task.</param>
    /// <param name="work">The CPU seconds there are.</param>
    /// <param name="isWhole">Whether the plan wants for nothing else.</param>
    private static WorkPlan Widened(WorkPlan plan, LearnTask task, double work, bool isWhole)
    {
        var skipped = plan.Skipped.ToList();
        foreach (var choice in s_further)
        {
            if (choice == ColumnChoice.Stability && task == LearnTask.Multiclass)
                continue;
            var own = plan with { Candidates = [.. plan.Candidates.Select(candidate => Contenders.Further(candidate.Name, choice, plan.Shape) is { } setting ? candidate with { Settings = [.. candidate.Settings, setting] } : candidate)] };
            own = own with { Work = Math.Round(WorkOf(own, task), 2) };
            if (isWhole && own.Work <= work)
                plan = own;
            else
                skipped.Add(new SkippedPart(Word(choice), FormattableString.Invariant($"made anew inside every fold it would take about {Math.Max(0.1, own.Work - plan.Work):#,0.#} CPU s more, and {(isWhole ? "fewer are left of the budget" : "the budget went into folds and settings")}; --select asks for it")));
        }

        return plan with { Skipped = skipped };
    }

    /// <summary>A way to choose columns, in words.</summary>
    private static string Word(ColumnChoice choice) => choice switch
    {
        ColumnChoice.Trees => "selection by trees",
        ColumnChoice.Filters => "selection by tests",
        ColumnChoice.Sparse => "selection by sparse coefficients",
        ColumnChoice.Shadows => "shadow selection",
        ColumnChoice.Stability => "stability selection",
        ColumnChoice.Elimination => "recursive elimination",
        ColumnChoice.Forward => "forward selection",
        _ => "backward selection",
    };

    /// <summary>The contenders whose last fit does not take a large part of the time by itself; of all others it is noted why they have no place.</summary>
    private static List<PlannedCandidate> Affordable(LearnTask task, TableShape shape, PlanLimits limits, PlanWishes wishes, double work, List<SkippedPart> skipped)
    {
        ColumnChoice[] asked = wishes.Choices is { } choices ? [.. choices.Distinct()] : [ColumnChoice.Shadows];
        var most = wishes.Choices is null ? DearestShare * work : AskedShare * work / Math.Max(1, asked.Length);
        var left = asked.ToHashSet();
        foreach (var choice in asked)
        {
            var cost = Selections * WorkCosts.OfChoice(new PlannedSetting("", new Dictionary<string, string>(StringComparer.Ordinal), 0) { Choice = choice }, task, shape, shape.Rows);
            var why = choice == ColumnChoice.Stability && task == LearnTask.Multiclass ? "it is for numbers and two classes"
                : cost <= most ? null : FormattableString.Invariant($"made anew inside every fold it would take about {cost:#,0} CPU s, too much of the budget{(wishes.Choices is null ? "; columns were chosen by what a boosting gained by them" : "")}");
            if (why is not null && left.Remove(choice))
                skipped.Add(new SkippedPart(Word(choice), why));
        }

        var all = Contenders.For(task, shape, limits, wishes.Choices is null ? null : [.. asked.Where(left.Contains)]);
        foreach (var other in Contenders.For(task, shape, PlanLimits.None).Where(other => all.All(own => !string.Equals(own.Name, other.Name, StringComparison.Ordinal))))
            skipped.Add(new SkippedPart(other.Name, "it cannot be read as a whole, and that was asked"));
        var kept = new List<PlannedCandidate>();
        foreach (var own in all)
        {
            PlannedSetting[] settings = [.. own.Settings.Where(setting => (setting.Choice != ColumnChoice.Shadows || left.Contains(ColumnChoice.Shadows)) && WorkCosts.Of(setting, shape, shape.Rows) <= DearestShare * work)];
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
    private static double WorkOf(WorkPlan plan, LearnTask task)
    {
        var (shape, training) = (plan.Shape, plan.Rows * (1 - 1.0 / plan.OuterFolds));
        // Columns are chosen for every set of training rows, once for all candidates.
        var sum = plan.Candidates.SelectMany(own => own.Settings).Where(setting => setting.Chooses).DistinctBy(setting => setting.Choice)
            .Sum(setting => plan.OuterFolds * (1 + plan.InnerFolds) * WorkCosts.OfChoice(setting, task, shape, training) + WorkCosts.OfChoice(setting, task, shape, shape.Rows));
        foreach (var candidate in plan.Candidates)
        {
            sum += plan.OuterFolds * WorkCosts.Of(candidate.Settings[0], shape, training);
            // One of the settings is fitted again, on all rows of the fold; which one is not known.
            if (plan.InnerFolds > 0 && candidate.Tries > 0)
                sum += plan.OuterFolds * (candidate.Most(setting => WorkCosts.Of(setting, shape, training)) + plan.InnerFolds * candidate.Sum(setting => WorkCosts.Of(setting, shape, training * (1 - 1.0 / plan.InnerFolds))));
            // Points of ranges are searched for on all rows that are compared on, too.
            if (plan.InnerFolds > 0 && candidate.Trials > 0)
                sum += plan.InnerFolds * candidate.Sum(setting => WorkCosts.Of(setting, shape, plan.Rows * (1 - 1.0 / plan.InnerFolds)));
            // The winner, or all in a stack, learns from all rows.
            sum += candidate.Most(setting => WorkCosts.Of(setting, shape, shape.Rows));
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
