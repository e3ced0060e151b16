using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Rules;

/// <summary><c>kirana rules show</c>: the rules as they were written.</summary>
internal sealed class RulesShowCommand : CliCommand
{
    private readonly Argument<int?> _version = new("VERSION") { Description = "The version's number; the one that holds where missing.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Creates the command.</summary>
    public RulesShowCommand() : base("show", "Shows the rules that hold, or an older version.") => Arguments.Add(_version);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana rules show", "kirana rules show 3 --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var versions = shop.Rules.List();
        var asked = context.Get(_version);
        var shown = asked is null ? versions.FirstOrDefault() : versions.FirstOrDefault(version => version.Number == asked)
            ?? throw new KeyNotFoundException($"There is no version {asked} of the rules; {versions.Count} are kept.");
        context.Answer(new RulesAnswer(shown?.Number ?? 0, shown?.Created, shown?.Text ?? """{ "rules": [] }""", [.. versions.Select(version => version.Number)]), AnswerJson.Default.RulesAnswer, screen =>
        {
            // The text alone goes out, so that it can be kept in a file and set again.
            screen.Line(shown?.Text ?? """{ "rules": [] }""");
            context.Stages.Note(shown is null ? "No rules were ever set: lists are as the model makes them."
                : $"Version {shown.Number} of {shown.Created.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}; {versions.Count} kept.");
        });
        return ExitCode.Done;
    }
}
