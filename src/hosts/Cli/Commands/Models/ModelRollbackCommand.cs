using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Models;

/// <summary><c>kirana models rollback</c>: makes the version serve that served before.</summary>
internal sealed class ModelRollbackCommand : CliCommand
{
    private readonly Argument<string?> _area = ModelAction.Area();

    /// <summary>Creates the command.</summary>
    public ModelRollbackCommand() : base("rollback", "Makes the version serve that served before the current one.") => Arguments.Add(_area);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana models rollback recommend"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        return ModelAction.Answer(context, shop.Registry.Rollback(context.Get(_area)!));
    }
}
