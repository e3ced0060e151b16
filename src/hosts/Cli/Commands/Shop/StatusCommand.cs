using System.Globalization;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Vectors;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Operate.Records;
using Kirana.Pictures.Scales;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana status</c>: what the shop holds and how fresh it is.</summary>
internal sealed class StatusCommand : CliCommand
{
    /// <summary>Creates the command.</summary>
    public StatusCommand() : base("status", CommandList.Describe("status"))
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana status", "kirana status --shop kirana-demo --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var overview = shop.Analysis.Overview();
        var disk = shop.Status();
        var now = context.Clock.GetUtcNow();
        var rows = RecordKinds.All.ToDictionary(kind => kind.Name, kind => shop.Records.Count(kind), StringComparer.Ordinal);
        var models = Areas.All.Select(area => (Area: area, Model: shop.Registry.Current(area)))
            .ToDictionary(pair => pair.Area, pair => pair.Model is null ? null : ModelAnswer.Of(pair.Model, isCurrent: true, now), StringComparer.Ordinal);
        var imports = shop.Records.Imports();
        var answer = new StatusAnswer(
            context.Folder, shop.Settings.Name, rows, overview.First, overview.Last, overview.Users, overview.Items, overview.Orders, models,
            shop.Records.Quarantine(int.MaxValue).Count, imports.Count, imports.Count > 0 ? imports[0].Time : null,
            new DiskAnswer(disk.ControlBytes, disk.SegmentBytes, disk.ModelBytes, disk.ReportBytes, disk.Segments, disk.SealedRows, disk.FreshRows) { VectorBytes = disk.VectorBytes })
        {
            Vectors = [.. shop.Vectors.List().Select(VectorSetAnswer.Of)],
        };
        context.Answer(answer, AnswerJson.Default.StatusAnswer, screen => Show(screen, answer));
        return ExitCode.Done;
    }

    private static void Show(Screen screen, StatusAnswer answer)
    {
        screen.Heading($"{answer.Name} ({answer.Shop})");
        screen.Facts(
            ("records", string.Join(", ", answer.Rows.Where(kind => kind.Value > 0).Select(kind => $"{NumberText.Whole(kind.Value)} {kind.Key}").DefaultIfEmpty("none"))),
            ("period", answer.First is null ? "no events yet" : $"{Day(answer.First)} to {Day(answer.Last)}"),
            ("customers", NumberText.Whole(answer.Users)),
            ("products", NumberText.Whole(answer.Items)),
            ("orders", NumberText.Whole(answer.Orders)),
            ("imports", answer.Imports == 0 ? "none" : $"{answer.Imports}, the last on {Day(answer.LastImport)}"),
            ("quarantine", answer.Quarantine == 0 ? "empty" : $"{NumberText.Whole(answer.Quarantine)} lines; `kirana check` shows them"),
            ("vectors", answer.Vectors.Count == 0 ? "none" : string.Join(", ", answer.Vectors.Select(set => $"{set.Name} of {NumberText.Whole(set.Items)} items"))),
            ("disk", $"{Bytes(answer.Disk.Total)} ({Bytes(answer.Disk.SegmentBytes)} sealed, {Bytes(answer.Disk.ControlBytes)} control, {Bytes(answer.Disk.ModelBytes)} models)"));
        screen.Heading("Models that serve");
        foreach (var (area, model) in answer.Models)
            screen.Line(model is null
                ? $"{area}: none; `kirana train {area}` makes one"
                : $"{area}: version {model.Version}, {model.Kind}, {Age(model.AgeDays)} old");
    }

    private static string Day(DateTimeOffset? time) => time?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    private static string Age(double days) => days < 1 ? $"{Math.Max(0, days * 24):0} hours" : $"{days:0} days";

    private static string Bytes(long bytes) => bytes < 1_000_000 ? $"{bytes / 1e3:0.#} kB" : bytes < 1_000_000_000 ? $"{bytes / 1e6:0.#} MB" : $"{bytes / 1e9:0.##} GB";
}
