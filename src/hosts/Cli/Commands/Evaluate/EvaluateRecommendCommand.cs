using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Commands.Learn;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Recommend;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary><c>kirana evaluate recommend</c>: on the shop by a temporal split, or on a file as published comparisons do.</summary>
internal sealed class EvaluateRecommendCommand : CliCommand
{
    private static readonly Dictionary<string, EvaluationProtocol> Protocols = new(StringComparer.Ordinal)
    {
        ["all-items"] = EvaluationProtocol.AllItems, ["leave-one-out"] = EvaluationProtocol.LeaveOneOut, ["next-item"] = EvaluationProtocol.NextItem,
    };

    private readonly Argument<string?> _file = new("FILE") { Description = "Lines of \"user item item …\"; the shop's own records where missing.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _test = new("--test") { Description = "What came after; cut from FILE where missing.", HelpName = "FILE" };
    private readonly Option<string?> _protocol = new Option<string?>("--protocol") { Description = "all-items, leave-one-out or next-item.", HelpName = "NAME" }.AmongWords([.. Protocols.Keys]);
    private readonly Option<string?> _recipe = new("--recipe") { Description = $"The recipe; {Recipes.Default} by default, with --tune the best of all.", HelpName = "NAME" };
    private readonly Option<bool> _tune = new("--tune") { Description = "Choose settings on a cut of the training part; timed apart." };
    private readonly Option<string?> _budget = new("--budget") { Description = "Time for choosing among all recipes, such as 30m (the default) or 2h.", HelpName = "TIME" };
    private readonly Option<bool> _refit = new("--refit") { Description = "leave-one-out: also fit with the validation items, reported apart." };
    private readonly Option<string?> _lengths = new("--k") { Description = "List lengths, parted by commas.", HelpName = "10,20" };

    /// <summary>Creates the command.</summary>
    public EvaluateRecommendCommand() : base("recommend", "Measures recommenders: on the shop by a temporal split, or on a file as published comparisons do.")
    {
        Arguments.Add(_file);
        foreach (var option in (Option[])[_test, _protocol, _recipe, _tune, _budget, _refit, _lengths])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana evaluate recommend",
        "kirana evaluate recommend train.txt --test test.txt --protocol all-items --tune",
        "kirana evaluate recommend reviews.txt --protocol leave-one-out --recipe item-neighbors --k 5,10",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var lengths = Lengths(context.Get(_lengths) ?? "10,20");
        return context.Get(_file) is { } file ? OnFile(context, file, lengths) : OnShop(context, lengths);
    }

    private int OnFile(CommandContext context, string file, int[] lengths)
    {
        var protocol = context.Get(_protocol) ?? throw new UsageException("A file is evaluated by a --protocol: all-items, leave-one-out or next-item.", Examples[1]);
        var tune = context.Get(_tune);
        var recipe = context.Get(_recipe) ?? (tune ? Recipes.Any : Recipes.Default);
        var budget = ComparisonFlags.Number(context, _budget, ComparisonFlags.s_times, "s", "30m") is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(30);
        if (context.Has(_budget) && !string.Equals(recipe, Recipes.Any, StringComparison.Ordinal))
            throw new UsageException("--budget is for choosing among all recipes: --tune without --recipe.", Examples[1]);
        var (result, _) = context.Stages.Run($"Evaluating {Path.GetFileName(file)}", "", stage => RecommendEvaluation.Run(new RecommendEvaluationRequest
        {
            File = file, Test = context.Get(_test), Protocol = Protocols[protocol], Recipe = recipe, Budget = budget,
            Tune = tune, Refit = context.Get(_refit), Lengths = lengths, Context = context.Fitting(stage),
        }));
        context.Answer(EvaluateRecommendAnswer.Of(protocol, result), AnswerJson.Default.EvaluateRecommendAnswer, screen =>
        {
            screen.Heading($"{result.Recipe} on {file} ({protocol}): {NumberText.Whole(result.Cases)} questions, every item ranked");
            if (result.Why is { } why)
            {
                screen.Line(why);
                screen.Line($"Settings: {result.Options}");
                screen.Line();
            }

            Scores.Show(screen, result.Metrics);
            if (result.RefitMetrics is not null)
            {
                screen.Heading("Fitted with the validation items too");
                Scores.Show(screen, result.RefitMetrics);
            }

            var seconds = result.Seconds;
            screen.Line();
            screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"Load {seconds.Load:0.0} s, tune {seconds.Tune:0.0} s, train {seconds.TrainWall:0.0} s ({seconds.TrainCpu:0.0} CPU s), rank {seconds.ScoreWall:0.0} s; up to {result.PeakMegabytes:0} MB."));
        });
        return ExitCode.Done;
    }

    private int OnShop(CommandContext context, int[] lengths)
    {
        foreach (var option in (Option[])[_test, _protocol, _recipe, _budget, _refit])
            if (context.Has(option))
                throw new UsageException($"{option.Name} is for a FILE; the shop's records are compared over all recipes.", Examples[1]);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var options = new RecommendTrainingOptions { Tune = context.Get(_tune), Lengths = lengths };
        var (compared, seconds) = context.Stages.Run("Comparing recommenders", "", stage => RecommendTraining.Evaluate(shop, options, context.Fitting(stage)));

        var answer = ShopEvaluationAnswer.Of(compared, seconds, AreaReport.Write(context, shop, "evaluate-recommend", compared, compared.Rule));
        context.Answer(answer, AnswerJson.Default.ShopEvaluationAnswer, screen =>
        {
            screen.Heading($"Recommenders on this shop, {compared.TestFrom:d MMM yyyy} to {compared.TestUntil:d MMM yyyy}, {NumberText.Whole(compared.Cases)} customers");
            screen.Line(compared.Rule);
            screen.Line();
            Scores.Compare(screen, [.. lengths.SelectMany(k => (string[])[$"recall@{k}", $"ndcg@{k}", $"hit@{k}"]), "auc", "log-loss"], compared.Baselines);
            screen.Heading($"{compared.Kind} in full");
            Scores.Show(screen, compared.Metrics);
            screen.Line();
            screen.Report(answer.Report);
        });
        return ExitCode.Done;
    }

    private static int[] Lengths(string text)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        if (words.Any(word => !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var k) || k is < 1 or > 1000))
            throw new UsageException($"--k holds whole numbers from 1 to 1000, parted by commas, not '{text}'.");
        return [.. words.Select(word => int.Parse(word, CultureInfo.InvariantCulture)).Distinct()];
    }
}
