using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Models;

/// <summary><c>kirana models show</c>: everything the registry knows of a version.</summary>
internal sealed class ModelShowCommand : CliCommand
{
    private readonly Argument<string?> _area = ModelAction.Area();
    private readonly Argument<int?> _version = new("VERSION") { Description = "The version's number; the one that serves where missing.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Creates the command.</summary>
    public ModelShowCommand() : base("show", "Shows a version: figures, baselines, options, data, time and memory.")
    {
        Arguments.Add(_area);
        Arguments.Add(_version);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana models show recommend", "kirana models show forecast 2 --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var version = ModelAction.Find(shop.Registry, context.Get(_area)!, context.Get(_version));
        var model = ModelAnswer.Of(version, shop.Registry.Current(version.Area)?.Number == version.Number, context.Clock.GetUtcNow());
        context.Answer(model, AnswerJson.Default.ModelAnswer, screen =>
        {
            screen.Heading($"{model.Area}, version {model.Version}{(model.IsCurrent ? " (serves)" : "")}");
            screen.Facts(
                ("kind", model.Kind), ("created", model.Created.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)), ("code", $"Kirana {model.CodeVersion}"),
                ("data", model.DataHash), ("training", $"{model.TrainSeconds:0.0} s, {model.CpuSeconds:0.0} CPU s, up to {model.PeakMb:0} MB"),
                ("file", $"{model.FileBytes / 1e6:0.0} MB, SHA-256 {model.FileHash}"), ("options", version.Options));
            screen.Heading("Figures on the temporal split");
            var baselines = model.Baselines.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
            screen.Table(["figure", ">" + model.Kind, .. baselines.Select(baseline => ">" + baseline.Key)],
                model.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (IReadOnlyList<string>)
                    [pair.Key, Figures.Text(pair.Value), .. baselines.Select(baseline => Figures.Text(baseline.Value.GetValueOrDefault(pair.Key)))]));
        });
        return ExitCode.Done;
    }
}
