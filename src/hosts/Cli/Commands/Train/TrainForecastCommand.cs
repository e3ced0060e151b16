using System.CommandLine;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports;
using Kirana.Pipelines.Forecast;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Train;

/// <summary><c>kirana train forecast</c>: learns demand by day and week, item and location, and registers the model.</summary>
internal sealed class TrainForecastCommand : CliCommand
{
    private readonly Option<bool> _noPromote = new("--no-promote") { Description = "Register the version, but let the current one serve on." };

    /// <summary>Creates the command.</summary>
    public TrainForecastCommand() : base("forecast", "Learns how much will be sold: by day and week, item and location, scored on the held-out end.") => Options.Add(_noPromote);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana train forecast", "kirana train forecast --no-promote --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var (report, seconds) = context.Stages.Run("Training forecasts", "",
            stage => new ForecastTraining { Promote = !context.Get(_noPromote) }.Run(shop, context.Fitting(stage)));

        var metrics = ForecastMetrics.Of(report.Scopes);
        var reason = report.Promoted
            ? "It serves now: nothing served before, or it is not worse on the same split."
            : "It was registered only; the current version serves on.";
        var answer = new TrainAnswer(
            ModelAnswer.Of(report.Version, report.Promoted, context.Clock.GetUtcNow()), report.Promoted, reason, Scores.Estimates(metrics),
            Scores.Limits(metrics), Scores.Estimates(ForecastMetrics.OfBaselines(report.Scopes)), seconds, Memory.PeakMegabytes,
            AreaReport.Write(context, shop, "train-forecast", report.Scopes))
        {
            Inputs = InputAnswer.Of(report.Scopes), Apart = DaysAnswer.Of(report.Scopes),
        };
        context.Answer(answer, AnswerJson.Default.TrainAnswer, screen =>
        {
            screen.Heading($"forecast, version {report.Version.Number}");
            screen.Line(reason);
            ForecastScores.Show(screen, report.Scopes);
            screen.Line();
            screen.Report(answer.Report);
            screen.Line("Next: kirana forecast --item ID");
        });
        return ExitCode.Done;
    }
}
