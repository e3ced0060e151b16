using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Keys;

/// <summary><c>kirana keys list</c>: all keys, never their secrets.</summary>
internal sealed class KeyListCommand : CliCommand
{
    /// <summary>Creates the command.</summary>
    public KeyListCommand() : base("list", "Lists the keys, oldest first.")
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana keys list", "kirana keys list --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var keys = shop.Access.List().Select(KeyAnswer.Of).ToArray();
        context.Answer(new KeyListAnswer(keys), AnswerJson.Default.KeyListAnswer, screen =>
        {
            if (keys.Length == 0)
                screen.Line("No key yet; `kirana keys make NAME` makes one.");
            else
                screen.Table([">id", "name", "scope", "made", "revoked"], keys.Select(key => (IReadOnlyList<string>)
                    [key.Id.ToString(CultureInfo.InvariantCulture), key.Name, string.Join(",", key.Scope), Day(key.Created), key.Revoked is { } revoked ? Day(revoked) : ""]));
        });
        return ExitCode.Done;
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
