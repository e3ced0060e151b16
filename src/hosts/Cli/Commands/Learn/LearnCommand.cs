using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports.Learn;
using Kirana.Cli.Tables;
using Kirana.Data.Libsvm;
using Kirana.Data.Tables;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Cli.Commands.Learn;

/// <summary><c>kirana learn</c>: one column of a table from the others.</summary>
internal sealed class LearnCommand : CliCommand
{
    private const int MostNotes = 20;

    private readonly Argument<string?> _file = new("FILE") { Description = "A table: CSV, JSON Lines, Parquet or LIBSVM text; packed with gzip or not.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _target = new("--target") { Description = "The column to learn; label for LIBSVM text.", HelpName = "COL" };
    private readonly Option<string?> _test = new("--test") { Description = "Rows to judge by; without it a fifth of FILE is held out.", HelpName = "FILE" };
    private readonly Option<string?> _task;
    private readonly Option<string?> _learner;
    private readonly Option<string[]> _set = new("--set") { Description = "Options of the learner, such as trees=200; see --options.", HelpName = "option=value", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _options = new("--options") { Description = "List every option of the --learner with its default and range, and end." };
    private readonly Option<string?> _sweep = new("--sweep")
    {
        Description = "depth, or depth=1,2,4,8: what depth does to a tree and a forest (error, bias², variance, leaves) on bootstraps of the rows; needs --learner tree or a forest.", HelpName = "depth",
    };
    private readonly Option<string?> _weight = new("--weight") { Description = "The column that says how much a row counts in training.", HelpName = "COL" };
    private readonly Option<string?> _group = new("--group") { Description = "The column whose equal values are held out together; for ranking, one list each.", HelpName = "COL" };
    private readonly Option<string?> _time = new("--time") { Description = "The column that orders the rows: later ones are predicted from earlier ones.", HelpName = "COL" };
    private readonly Option<string?> _cost = CostFlag.Make();
    private readonly ComparisonFlags _comparison = new();
    private readonly Option<string?> _ignore = new("--ignore") { Description = "Columns to leave out.", HelpName = "COL,…" };
    private readonly Option<string?> _use = new("--use", "--keep") { Description = "Columns to use though they look like ids, leak the target or repeat another.", HelpName = "COL,…" };
    private readonly Option<string?> _category = new("--category") { Description = "Columns of numbers that name categories, such as postal codes.", HelpName = "COL,…" };
    private readonly Option<string?> _out = new("--out") { Description = "Keep the model in a file.", HelpName = "MODEL" };
    private readonly Option<string?> _report = new("--report") { Description = "Write a report with pictures: one HTML file.", HelpName = "FILE" };

    /// <summary>Creates the command.</summary>
    public LearnCommand() : base("learn", CommandList.Describe("learn"))
    {
        _task = new Option<string?>("--task") { Description = "What to learn: regression, binary, multiclass or ranking; found out from the target where missing.", HelpName = "TASK" }.AmongWords([.. LearnTasks.Words]);
        string[] learners = [.. TableLearners.All.Select(learner => learner.Name)];
        _learner = new Option<string?>("--learner")
        {
            Description = $"{string.Join(", ", learners[..^1])} or {learners[^1]}; where missing, all are compared, tuned and stacked within --budget.", HelpName = "NAME",
        }.AmongWords(learners);
        Arguments.Add(_file);
        foreach (var option in (Option[])[_target, _test, _learner, _set, _options, _sweep, _task, .. _comparison.All, _cost, _weight, _group, _time, _ignore, _use, _category, _out, _report])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana learn customers.csv --target buys_again",
        "kirana learn customers.csv --target buys_again --out model.safetensors --report report.html",
        "kirana learn customers.csv --target buys_again --cost fp=1,fn=5 --budget 5m",
        "kirana learn train.parquet --target price --test test.parquet --learner boosting --set trees=200 leaves=63",
        "kirana learn customers.csv --target buys_again --learner tree --sweep depth --report report.html",
        "kirana learn searches.csv --target relevance --task ranking --group query",
        "kirana learn --learner forest --options",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var learner = ChosenLearner.Of(context.Get(_learner), context.Get(_set) ?? []);
        return context.Get(_options) ? ListOptions(context, learner) : Learn(context, learner);
    }

    private int Learn(CommandContext context, TableLearner learner)
    {
        var compares = !context.Has(_learner) && !context.Has(_set) && !context.Has(_sweep) && LearnTasks.Parse(context.Get(_task)) != LearnTask.Ranking;
        var comparison = _comparison.Of(context, plan => context.Stages.Note(ComparisonFlags.Text(plan)), compares);
        var costs = CostFlag.Of(context.Get(_cost));
        var depths = SweptDepths.Of(context.Get(_sweep), learner);
        var file = context.Get(_file) ?? throw new UsageException("`kirana learn` needs a FILE with a table.", Examples[0]);
        foreach (var place in new[] { context.Get(_out), context.Get(_report) }.OfType<string>())
            OutputPlace.Check(place);
        var input = TableInputs.Of(file);
        var target = context.Get(_target) ?? (input.IsSparse ? LibsvmTable.Label : throw new UsageException("`kirana learn` needs the column to learn: --target COL.", Examples[0]));
        var kinds = Names(_category).ToDictionary(name => name, _ => ColumnKind.Category, StringComparer.Ordinal);
        var (table, load) = context.Stages.Run($"Reading {input.Name}", "", stage => input.Read(kinds, stage, context.Cancellation));
        Table? test = null;
        if (context.Get(_test) is { } testFile)
        {
            var other = TableInputs.Of(testFile);
            (test, var more) = context.Stages.Run($"Reading {other.Name}", "", stage => other.ReadLike(table, stage, context.Cancellation));
            load += more;
        }

        var group = context.Get(_group) ?? (input.IsSparse && table.Has(LibsvmTable.Group) ? LibsvmTable.Group : null);
        var request = new LearnRequest
        {
            File = input.Name, Table = table, Test = test, Target = target, Weight = context.Get(_weight), Group = group, Time = context.Get(_time), Task = LearnTasks.Parse(context.Get(_task)),
            Ignore = Names(_ignore), Use = Names(_use), Learner = learner, Depths = depths, Comparison = comparison, Costs = costs,
        };
        var (result, _) = context.Stages.Run($"Learning {target}", depths is not null ? "depths" : comparison is not null ? "fits" : "trees", stage => LearnJob.Run(request, context.Fitting(new LearnProgress(stage))));
        foreach (var alike in result.Findings.GroupBy(finding => finding.Code, StringComparer.Ordinal))
        {
            foreach (var finding in alike.Take(MostNotes))
                context.Stages.Note(finding.Text);
            if (alike.Count() > MostNotes)
                context.Stages.Note($"The same ({alike.Key}) goes for {NumberText.Whole(alike.Count() - MostNotes)} more; --json lists them all.");
        }

        return Finish(context, file, result, result.Seconds with { Load = load });

        string[] Names(Option<string?> option) => context.Get(option)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private int Finish(CommandContext context, string file, LearnResult result, LearnSeconds seconds)
    {
        string? model = null, report = null;
        if (context.Get(_out) is { } place)
            result.Model.Save(model = Path.GetFullPath(place));
        if (context.Get(_report) is { } page)
            (report, _) = context.Stages.Run("Explaining", "", _ => LearnReport.Write(context, Path.GetFullPath(page), file, result, seconds));
        var answer = LearnAnswer.Of(result, seconds, model, report);
        context.Answer(answer, AnswerJson.Default.LearnAnswer, screen => LearnScreen.Show(screen, file, answer, result));
        return ExitCode.Done;
    }

    private static int ListOptions(CommandContext context, TableLearner learner)
    {
        context.Answer(new LearnerOptionsAnswer(learner.Name, learner.Description, learner.Options), AnswerJson.Default.LearnerOptionsAnswer, screen =>
        {
            screen.Heading(learner.Description);
            var (name, standard) = (learner.Options.Max(option => option.Name.Length), learner.Options.Max(option => option.Default.Length));
            foreach (var option in learner.Options)
                screen.Line($"  {option.Name.PadRight(name)}  {option.Default.PadRight(standard)}  {option.Meaning} ({option.Range})");
            screen.Line();
            screen.Line($"Set them as in: kirana learn FILE --target COL --learner {learner.Name} --set {learner.Options[0].Name}={NumberText.Whole(50)}");
        });
        return ExitCode.Done;
    }
}
