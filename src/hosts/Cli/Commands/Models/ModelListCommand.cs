using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Models;

/// <summary><c>kirana models list</c>: every version, newest first.</summary>
internal sealed class ModelListCommand : CliCommand
{
    private static readonly string[] Shown = ["ndcg@10", "recall@20", "mase", "coverage"];

    private readonly Argument<string?> _area = ModelAction.Area(isOptional: true);

    /// <summary>Creates the command.</summary>
    public ModelListCommand() : base("list", "Lists the versions of each area, newest first.") => Arguments.Add(_area);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana models list", "kirana models list recommend --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var now = context.Clock.GetUtcNow();
        var models = new List<ModelAnswer>();
        foreach (var area in Areas.All.Where(area => context.Get(_area) is not { } only || string.Equals(area, only, StringComparison.Ordinal)))
        {
            var current = shop.Registry.Current(area)?.Number;
            models.AddRange(shop.Registry.List(area).Select(version => ModelAnswer.Of(version, version.Number == current, now)));
        }

        context.Answer(new ModelListAnswer(models), AnswerJson.Default.ModelListAnswer, screen =>
        {
            if (models.Count == 0)
            {
                screen.Line("No model yet; `kirana train recommend` makes one.");
                return;
            }

            screen.Table(["area", ">version", "", "kind", "created", ">size", "figures"], models.Select(model => (IReadOnlyList<string>)
            [
                model.Area, model.Version.ToString(CultureInfo.InvariantCulture), model.IsCurrent ? "serves" : "", model.Kind,
                model.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), $"{model.FileBytes / 1e6:0.0} MB",
                string.Join(", ", Shown.Where(model.Metrics.ContainsKey).Select(name => $"{name} {Figures.Text(model.Metrics[name])}")),
            ]));
        });
        return ExitCode.Done;
    }
}
