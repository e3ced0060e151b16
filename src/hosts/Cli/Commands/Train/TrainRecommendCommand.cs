using System.CommandLine;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports;
using Kirana.Pipelines.Recommend;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Train;

/// <summary><c>kirana train recommend</c>: compares recommenders on the latest period and registers the best.</summary>
internal sealed class TrainRecommendCommand : CliCommand
{
    private readonly Option<bool> _noPromote = new("--no-promote") { Description = "Register the version, but let the current one serve on." };
    private readonly Option<int> _testDays = new("--test-days") { Description = "Days held out at the end to compare models.", HelpName = "N", DefaultValueFactory = _ => 30 };
    private readonly Option<bool> _noTune = new("--no-tune") { Description = "Take the learners' settings as they are." };

    private readonly Option<int> _window = new("--window") { Description = "Learn from the last N days only; 0 for everything.", HelpName = "N" };

    private readonly Option<double> _tailWeight = new("--tail-weight") { Description = "How much more rare goods weigh where the order is learnt, 0 (the default) to 1.", HelpName = "BETA" };

    private readonly Option<string?> _weights = new("--weights") { Description = "What each kind of event counts, as in purchase=1,rating=1,wishlist=0.2,dwell=0.1; purchases alone by default.", HelpName = "KIND=WEIGHT,…" };

    private readonly Option<bool> _increment = new("--increment") { Description = "Take the events since the last whole training into its model, at a small part of the cost; nothing is compared." };

    /// <summary>Creates the command.</summary>
    public TrainRecommendCommand() : base("recommend", "Learns who likes what: compares recommenders on the latest period and registers the best.")
    {
        Options.Add(_noPromote);
        Options.Add(_testDays);
        Options.Add(_noTune);
        Options.Add(_window);
        Options.Add(_tailWeight);
        Options.Add(_weights);
        Options.Add(_increment);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana train recommend", "kirana train recommend --test-days 14 --no-promote", "kirana train recommend --increment", "kirana train recommend --weights purchase=1,rating=1,review=1"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var options = new RecommendTrainingOptions { TestDays = context.Get(_testDays), Promote = !context.Get(_noPromote), Tune = !context.Get(_noTune), WindowDays = context.Get(_window), TailWeight = context.Get(_tailWeight), Weights = EventWeights.Parse(context.Get(_weights)) };
        if (options.TestDays < 1)
            throw new UsageException($"--test-days is 1 or more, not {options.TestDays}.");
        if (options.WindowDays < 0)
            throw new UsageException($"--window is a number of days, or 0 for everything, not {options.WindowDays}.");
        if (!(options.TailWeight is >= 0 and <= 1))
            throw new UsageException($"--tail-weight is 0 to 1, not {options.TailWeight}.");
        if (context.Get(_increment))
            return Increment(context, options);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var (result, seconds) = context.Stages.Run("Training recommenders", "", stage => RecommendTraining.Run(shop, options, context.Fitting(stage)));

        var answer = new TrainAnswer(
            ModelAnswer.Of(result.Version, result.Promoted, context.Clock.GetUtcNow()), result.Promoted, result.Rule, Scores.Estimates(result.Metrics),
            Scores.Limits(result.Metrics), Scores.Estimates(result.Baselines), seconds, Memory.PeakMegabytes,
            AreaReport.Write(context, shop, "train-recommend", result.Compared, result.Rule));
        context.Answer(answer, AnswerJson.Default.TrainAnswer, screen =>
        {
            screen.Heading($"recommend, version {result.Version.Number}: {result.Version.Kind}");
            screen.Line(result.Rule);
            screen.Line($"Asked for {result.Cases} customers what they bought from {result.TestFrom:d MMM yyyy} to {result.TestUntil:d MMM yyyy}:");
            screen.Line();
            Scores.Compare(screen, ["recall@10", "ndcg@10", "recall@20", "ndcg@20", "hit@20", "coverage@20"], result.Baselines);
            screen.Line();
            screen.Report(answer.Report);
            screen.Line("Next: kirana recommend --user ID --why");
        });
        return ExitCode.Done;
    }

    private int Increment(CommandContext context, RecommendTrainingOptions options)
    {
        foreach (var option in (Option[])[_testDays, _noTune, _window, _tailWeight, _weights])
            if (context.Has(option))
                throw new UsageException($"{option.Name} is for a whole training; --increment compares and tunes nothing, and keeps the rest.", Examples[2]);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var (result, seconds) = context.Stages.Run("Taking in new events", "", stage => RecommendIncrement.Run(shop, options, context.Fitting(stage)));
        var version = result.Version;
        var answer = new IncrementAnswer(ModelAnswer.Of(version, result.Promoted || result.Events == 0, context.Clock.GetUtcNow()), result.Promoted, result.Events, result.NewItems, result.Rule, seconds, Memory.PeakMegabytes);
        context.Answer(answer, AnswerJson.Default.IncrementAnswer, screen =>
        {
            screen.Heading($"recommend, version {version.Number}: {version.Kind}");
            screen.Line(result.Rule);
        });
        return ExitCode.Done;
    }
}
