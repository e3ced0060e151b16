using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Keys;

/// <summary><c>kirana keys make</c>: a new key, shown this once.</summary>
internal sealed class KeyMakeCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Who or what it is for." };

    private readonly Option<string> _scope = new("--scope")
    {
        Description = "What it allows, with commas: read (ask), write (send and delete records), admin (everything, pages too).", HelpName = "WORDS", DefaultValueFactory = _ => "read",
    };

    /// <summary>Creates the command.</summary>
    public KeyMakeCommand() : base("make", "Makes a key and shows it this once.")
    {
        Arguments.Add(_name);
        Options.Add(_scope);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana keys make web-shop --scope read,write", "kirana keys make reports --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var scope = ScopeWords.Parse(context.Get(_scope)!);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var made = shop.Access.Make(context.Get(_name)!, scope);
        context.Answer(new NewKeyAnswer(KeyAnswer.Of(made.Key), made.Secret), AnswerJson.Default.NewKeyAnswer, screen =>
        {
            screen.Line(made.Secret);
            screen.Line($"Key {made.Key.Id} for {made.Key.Name} allows {string.Join(", ", ScopeWords.Of(made.Key.Scope))}. Keep it now: the shop stores its hash only and cannot show it again.");
        });
        return ExitCode.Done;
    }
}
