using System.CommandLine;
using Kirana.Cli.Commands.Import;
using Kirana.Cli.Commands.Serve;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports;
using Kirana.Cli.Screens;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Import;
using Kirana.Pipelines.Recommend;
using Kirana.Server.Hosting;

namespace Kirana.Cli.Commands.Demo;

/// <summary><c>kirana demo</c>: the whole way of the data on a sample shop, and a report at its end.</summary>
internal sealed class DemoCommand : CliCommand
{
    private const string DefaultFolder = "kirana-demo";
    private const string Attribution = "Data: Online Retail, D. Chen (2015), UCI Machine Learning Repository, CC BY 4.0.";

    private readonly Option<bool> _noServe = new("--no-serve") { Description = "End with the report instead of a server." };
    private readonly Option<int?> _port = new("--port") { Description = "The server's port; 5080, or the next one that is free.", HelpName = "N" };

    /// <summary>Creates the command.</summary>
    public DemoCommand() : base("demo", CommandList.Describe("demo"))
    {
        Options.Add(_noServe);
        Options.Add(_port);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana demo", "kirana demo --no-serve --json", "kirana demo --shop sample --seed 7"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var start = context.Clock.GetTimestamp();
        var folder = context.Has(GlobalOptions.Shop) ? context.Folder : Path.GetFullPath(DefaultFolder);
        context.Stages.Note($"The sample shop is in {folder}.");
        var answer = Learn(context, folder, start, out var story);
        if (context.Get(_noServe))
        {
            context.Answer(answer, AnswerJson.Default.DemoAnswer, screen => Show(screen, folder, story, answer));
            return ExitCode.Done;
        }

        using var server = RunningServer.Start(context, folder, new ServeOptions { Port = Port(context) });
        answer = answer with { Url = server.Url };
        context.Answer(answer, AnswerJson.Default.DemoAnswer, screen => Show(screen, folder, story, answer));
        RunningServer.Wait(context.Cancellation);
        return ExitCode.Done;
    }

    private int Port(CommandContext context)
    {
        if (context.Get(_port) is { } chosen)
            return RunningServer.Checked(chosen);
        var usual = new ServeOptions();
        if (KiranaServer.NextFreePort(usual.Address, usual.Port - 1) is not { } free || free == usual.Port)
            return usual.Port;
        context.Stages.Note($"Port {usual.Port} is in use, so the shop is served at port {free}.");
        return free;
    }

    private static DemoAnswer Learn(CommandContext context, string folder, long start, out ShopStory told)
    {
        using var shop = SampleFolder.Open(folder, context.Clock);
        var (imported, importSeconds) = context.Stages.Run("Importing", "lines",
            stage => SampleShop.Import(shop, SampleFolder.Data(), new ImportStage(stage), context.Cancellation));
        var (recommend, recommendSeconds) = context.Stages.Run("Comparing and training recommenders", "",
            stage => RecommendTraining.Run(shop, new RecommendTrainingOptions(), context.Fitting(stage)));
        var (forecast, forecastSeconds) = context.Stages.Run("Scoring and training forecasts", "",
            stage => new ForecastTraining().Run(shop, context.Fitting(stage)));
        var (story, storySeconds) = context.Stages.Run("Asking the models for the report", "",
            stage => StoryTeller.Tell(shop, context, context.Fitting(stage)) with { Recommend = recommend, Forecast = forecast, Attribution = Attribution });
        var report = ReportFile.Write(folder, ShopReport.Compose(story));

        told = story;
        return new DemoAnswer(
            new DemoImport(imported.Report.Rows, imported.Report.Accepted, imported.Report.Quarantined, ValueAnswer.Of(imported.Report)),
            new DemoModel(recommend.Version.Kind, recommend.Version.Number, Scores.Estimates(recommend.Metrics), Scores.Limits(recommend.Metrics), Scores.Estimates(recommend.Baselines)),
            new DemoModel(forecast.Version.Kind, forecast.Version.Number, Scores.Estimates(forecast.Scopes[0].Metrics), Scores.Limits(forecast.Scopes[0].Metrics),
                Scores.Estimates(forecast.Scopes[0].Baselines)),
            new DemoSeconds(importSeconds, recommendSeconds + forecastSeconds, storySeconds, context.Clock.GetElapsedTime(start).TotalSeconds),
            Memory.PeakMegabytes, report);
    }

    private static void Show(Screen screen, string folder, ShopStory story, DemoAnswer answer)
    {
        var import = answer.Import;
        screen.Heading("The records");
        screen.Line($"{NumberText.Whole(import.Rows)} lines: {NumberText.Whole(import.Accepted)} accepted, {NumberText.Whole(import.Rows - import.Accepted)} set aside with their reasons.");
        screen.Line($"Their money adds up: {NumberText.Money(import.Value.Accepted)} + {NumberText.Money(import.Value.Quarantined)} = {NumberText.Money(import.Value.Total)} {story.Settings.Currency}.");
        screen.Heading("Recommenders on the last weeks");
        Scores.Compare(screen, ["recall@10", "ndcg@10", "hit@10", "recall@20"], story.Recommend!.Baselines.OrderByDescending(model => model.Value.GetValueOrDefault("ndcg@10").Estimate));
        screen.Heading("Forecasts of products by day");
        Scores.Compare(screen, ["mase", "mae", "rmsse", "coverage"], story.Forecast!.Scopes[0].Baselines.Prepend(new("median of all", story.Forecast.Scopes[0].Metrics)));
        screen.Line();
        screen.Line($"Done in {answer.Seconds.Total:0} s, with up to {answer.PeakMb:0} MB. The report: {new Uri(answer.Report)}");
        screen.Line("Next:");
        var at = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        if (story.Customers.Count > 0)
            screen.Line($"  kirana recommend --user {story.Customers[0].Id} --why --shop {at}");
        if (story.HeldOut.Count > 0)
            screen.Line($"  kirana forecast --item {story.HeldOut[0].Item} --shop {at}");
        screen.Line($"  kirana check --shop {at}");
        if (answer.Url is { } url)
            screen.Line($"The shop's pages, until Ctrl-C: {url}");
    }
}
