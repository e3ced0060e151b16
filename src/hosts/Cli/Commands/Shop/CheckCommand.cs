using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Operate.Stores;
using Kirana.Pictures.Scales;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana check</c>: how good the records are, whether the disk kept them, and every line that was set aside.</summary>
internal sealed class CheckCommand : CliCommand
{
    private readonly Option<int> _lines = new("--lines") { Description = "Quarantined lines to show of each reason; -1 shows all.", HelpName = "N", DefaultValueFactory = _ => 3 };

    /// <summary>Creates the command.</summary>
    public CheckCommand() : base("check", CommandList.Describe("check")) => Options.Add(_lines);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana check", "kirana check --lines -1 --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var most = context.Get(_lines);
        var (damage, _) = context.Stages.Run("Verifying every hash", "", _ => shop.Verify());
        var quarantine = shop.Records.Quarantine(int.MaxValue);
        var answer = new CheckAnswer(
            context.Folder, [.. shop.Records.Imports().Select(CheckedImport.Of)], shop.Analysis.Overview(), shop.Analysis.Reversals(),
            quarantine.CountBy(line => line.Reason, StringComparer.Ordinal).OrderByDescending(pair => pair.Value).ToDictionary(StringComparer.Ordinal),
            [.. damage.Select(fault => Faults.Explain(fault).Error)],
            [.. quarantine.GroupBy(line => line.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count())
                .SelectMany(group => most < 0 ? group : group.Take(most))]);
        context.Answer(answer, AnswerJson.Default.CheckAnswer, screen => Show(screen, answer));
        return damage.Count == 0 ? ExitCode.Done : ExitCode.Data;
    }

    private static void Show(Screen screen, CheckAnswer answer)
    {
        screen.Heading("On the disk");
        screen.Line(answer.Damage.Count == 0 ? "Every file fits its hash." : $"{answer.Damage.Count} faults:");
        foreach (var fault in answer.Damage)
            screen.Line(ErrorText.Of(fault));

        screen.Heading("Imports");
        if (answer.Imports.Count == 0)
            screen.Line("Nothing has been imported yet.");
        else
            screen.Table([">#", "file", "kind", ">lines", ">accepted", ">set aside", ">accepted value", ">value set aside"], answer.Imports.Select(import => (IReadOnlyList<string>)
            [
                import.Id.ToString(CultureInfo.InvariantCulture), import.File, import.Kind, NumberText.Whole(import.Rows), NumberText.Whole(import.Accepted),
                NumberText.Whole(import.Quarantined.Values.Sum()), NumberText.Money(import.Value.Accepted), NumberText.Money(import.Value.Quarantined),
            ]));

        screen.Heading("Events");
        foreach (var (kind, count) in answer.Overview.Events.OrderByDescending(pair => pair.Value))
            screen.Line($"{NumberText.Whole(count),12}  {kind}");
        var returns = answer.Reversals;
        if (returns.Returns > 0)
            screen.Line($"Of {NumberText.Whole(returns.Returns)} returns of products {NumberText.Whole(returns.Matched)} take back a purchase that is known, "
                + $"{NumberText.Whole(returns.PartlyMatched)} a part of one, {NumberText.Whole(returns.Unmatched)} none.");

        screen.Heading("Set aside");
        if (answer.Reasons.Count == 0)
            screen.Line("No line.");
        foreach (var (reason, count) in answer.Reasons)
        {
            screen.Line($"{NumberText.Whole(count),12}  {reason}");
            foreach (var line in answer.Lines.Where(line => string.Equals(line.Reason, reason, StringComparison.Ordinal)))
                Show(screen, line);
        }
    }

    private static void Show(Screen screen, QuarantinedLine line)
    {
        screen.Line($"              {line.File}:{line.Line}{(line.Column is null ? "" : $" {line.Column}")}: {line.Detail}");
        screen.Line($"              {(line.Text.Length > 160 ? line.Text[..160] + "…" : line.Text).ReplaceLineEndings(" ")}");
    }
}
