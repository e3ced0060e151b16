using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Keys;

/// <summary><c>kirana keys revoke</c>: takes a key's power away.</summary>
internal sealed class KeyRevokeCommand : CliCommand
{
    private readonly Argument<long> _id = new("ID") { Description = "The key's number, as `kirana keys list` shows it." };

    /// <summary>Creates the command.</summary>
    public KeyRevokeCommand() : base("revoke", "Takes a key's power away, on running servers within two seconds.") => Arguments.Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana keys revoke 2"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var key = KeyAnswer.Of(shop.Access.Revoke(context.Get(_id)));
        context.Answer(key, AnswerJson.Default.KeyAnswer, screen => screen.Line($"Key {key.Id} ({key.Name}) opens nothing any more."));
        return ExitCode.Done;
    }
}
