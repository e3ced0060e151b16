using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Models;

/// <summary><c>kirana models promote</c>: makes a version serve.</summary>
internal sealed class ModelPromoteCommand : CliCommand
{
    private readonly Argument<string?> _area = ModelAction.Area();
    private readonly Argument<int> _version = new("VERSION") { Description = "The version's number." };

    /// <summary>Creates the command.</summary>
    public ModelPromoteCommand() : base("promote", "Makes a version serve.")
    {
        Arguments.Add(_area);
        Arguments.Add(_version);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana models promote recommend 3"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var version = ModelAction.Find(shop.Registry, context.Get(_area)!, context.Get(_version));
        return ModelAction.Answer(context, shop.Registry.Promote(version.Area, version.Number));
    }
}
