using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Cli.Tables;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Cli.Commands.Learn;

/// <summary>The options that say how learners are compared where none is named.</summary>
internal sealed class ComparisonFlags
{
    /// <summary>Units of time, in seconds.</summary>
    internal static readonly (string Unit, double Factor)[] s_times = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3_600)];
    private static readonly (string Unit, double Factor)[] s_sizes = [("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("b", 1)];
    private static readonly (string Unit, double Factor)[] s_latencies = [("us", 1), ("µs", 1), ("ms", 1e3), ("s", 1e6)];

    private static readonly (string Word, ColumnChoice[] Choices)[] s_choices =
    [
        ("filters", [ColumnChoice.Filters]), ("trees", [ColumnChoice.Trees]), ("sparse", [ColumnChoice.Sparse]), ("embedded", [ColumnChoice.Trees, ColumnChoice.Sparse]), ("shadows", [ColumnChoice.Shadows]),
        ("stability", [ColumnChoice.Stability]), ("elimination", [ColumnChoice.Elimination]), ("forward", [ColumnChoice.Forward]), ("backward", [ColumnChoice.Backward]),
        ("wrapper", [ColumnChoice.Elimination, ColumnChoice.Forward, ColumnChoice.Backward]),
    ];

    private static readonly (string Word, SettingSearch Search)[] s_searches =
        [("list", SettingSearch.Listed), ("random", SettingSearch.Random), ("grid", SettingSearch.Grid), ("bayes", SettingSearch.Bayesian), ("halving", SettingSearch.Halving)];

    private readonly Option<string?> _budget = new("--budget") { Description = "Time for comparing learners, such as 90s (the default), 10m or 1h; it becomes a plan of fits before anything runs.", HelpName = "TIME" };
    private readonly Option<string?> _plan = new("--plan") { Description = "Repeat a plan that --plan-out wrote: the same fits, so the same model.", HelpName = "FILE" };
    private readonly Option<string?> _planOut = new("--plan-out") { Description = "Keep the plan in a file.", HelpName = "FILE" };
    private readonly Option<string?> _latency = new("--max-latency") { Description = "The winner predicts a row within this time, such as 20us.", HelpName = "TIME" };
    private readonly Option<string?> _size = new("--max-size") { Description = "The winner's file is no larger, such as 500KB or 2MB.", HelpName = "SIZE" };
    private readonly Option<bool> _interpretable = new("--interpretable") { Description = "Only learners whose models can be read as a whole take part: linear ones and single trees." };

    private readonly Option<string?> _select = new("--select")
    {
        Description = $"By what columns are chosen inside each fit, against all columns: auto (the default), none, or some of {string.Join(", ", s_choices.Select(own => own.Word))}; each has its place in the guide.", HelpName = "WAY,…",
    };
    private readonly Option<string?> _search = new Option<string?>("--search")
    {
        Description = "How settings are searched for inside each fold: list (the default: a few that often do well), random, grid, bayes, or halving (many on few rows, the best on all).", HelpName = "WAY",
    }.AmongWords([.. s_searches.Select(own => own.Word)]);

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_budget, _select, _search, _plan, _planOut, _latency, _size, _interpretable];

    /// <summary>What the options ask for.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="planned">Told the plan.</param>
    /// <param name="compares">Whether learners are compared; else none of the options may be there.</param>
    /// <returns>The comparison; <see langword="null"/> where learners are not compared.</returns>
    /// <exception cref="UsageException">An option cannot be read, or has nothing to compare.</exception>
    public ComparisonOptions? Of(CommandContext context, Action<WorkPlan> planned, bool compares)
    {
        if (!compares)
            return All.FirstOrDefault(context.Has) is { } own
                ? throw new UsageException($"{own.Name} is about comparing learners, and one is named here or the task is ranking.", "Leave --learner, --set and --sweep out to compare, or leave this option out.")
                : null;
        var budget = Number(context, _budget, s_times, "s", "90s or 10m") ?? new ComparisonOptions().BudgetSeconds;
        if (context.Has(_plan) && (context.Has(_select) || context.Has(_search)))
            throw new UsageException("--plan repeats a plan as it is, and --select and --search make another.", "Leave --plan out, or the other options.");
        var place = context.Get(_planOut);
        if (place is not null)
            OutputPlace.Check(place);
        return new ComparisonOptions
        {
            BudgetSeconds = budget, Plan = context.Get(_plan) is { } file ? WorkPlan.Parse(File.Exists(file) ? File.ReadAllText(file) : throw new UsageException($"There is no plan '{file}'.", "Make one with --plan-out."), file) : null,
            Limits = new PlanLimits
            {
                MostMicroseconds = Number(context, _latency, s_latencies, "us", "20us"), MostBytes = (long?)Number(context, _size, s_sizes, "b", "500KB"), Interpretable = context.Get(_interpretable),
            },
            Wishes = new PlanWishes
            {
                Choices = Choices(context.Get(_select)), Search = context.Get(_search) is { } search ? s_searches.First(own => string.Equals(own.Word, search, StringComparison.OrdinalIgnoreCase)).Search : SettingSearch.Listed,
            },
            Planned = plan =>
            {
                if (context.Has(_select))
                    foreach (var part in plan.Skipped)
                        context.Stages.Note($"Not tried: {part.Name}: {part.Why}.");
                if (place is not null)
                    File.WriteAllText(place, plan.ToJson());
                planned(plan);
            },
        };
    }

    /// <summary>A plan in a line or two.</summary>
    /// <param name="plan">The plan.</param>
    public static string Text(WorkPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"Plan for {plan.BudgetSeconds:0.##} s: {string.Join(", ", plan.Candidates.Select(candidate => candidate.Tries > 0 && plan.InnerFolds > 0 ? $"{candidate.Name} ({candidate.Tries + 1} settings)" : candidate.Name))}{(plan.Stacks ? " and a stack of them" : "")}, judged in {plan.OuterFolds} folds{(plan.InnerFolds > 0 ? $", tuned {Word(plan.Search)}in {plan.InnerFolds} folds inside each" : ", not tuned")}{(plan.Rows < plan.Shape.Rows ? $", on {plan.Rows:#,0} of {plan.Shape.Rows:#,0} rows" : "")}: {plan.Fits} fits, about {plan.Work:0} CPU s.");

    private static string Word(SettingSearch search) => search switch
    {
        SettingSearch.Random => "at random ",
        SettingSearch.Grid => "on a grid ",
        SettingSearch.Bayesian => "by a Bayesian search ",
        SettingSearch.Halving => "by successive halving ",
        _ => "",
    };

    private static ColumnChoice[]? Choices(string? text)
    {
        if (text is null or "auto")
            return null;
        if (text is "none")
            return [];
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? throw Wrong(text) : [.. words.SelectMany(word => s_choices.FirstOrDefault(own => string.Equals(own.Word, word, StringComparison.OrdinalIgnoreCase)).Choices ?? throw Wrong(word)).Distinct()];

        static UsageException Wrong(string word) => new($"--select has '{word}'; expected auto, none, or some of {string.Join(", ", s_choices.Select(own => own.Word))}.", "For example --select filters,trees,shadows.");
    }

    internal static double? Number(CommandContext context, Option<string?> option, (string Unit, double Factor)[] units, string standard, string example)
    {
        if (context.Get(option) is not { } text)
            return null;
        var plain = text.Trim().ToLowerInvariant();
        var (unit, factor) = units.FirstOrDefault(own => plain.EndsWith(own.Unit, StringComparison.Ordinal));
        if (unit is null)
            (unit, factor) = ("", units.First(own => string.Equals(own.Unit, standard, StringComparison.Ordinal)).Factor);
        return double.TryParse(plain[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)
            ? number * factor
            : throw new UsageException($"{option.Name} is '{text}'; expected a number above 0 with one of the units {string.Join(", ", units.Select(own => own.Unit))}.", $"For example {option.Name} {example}.");
    }
}
