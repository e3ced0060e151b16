using Kirana.Cli.Invocation;
using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana upgrade</c>: brings an older shop up to this program's version.</summary>
internal sealed class UpgradeCommand : CliCommand
{
    /// <summary>Creates the command.</summary>
    public UpgradeCommand() : base("upgrade", CommandList.Describe("upgrade"))
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana upgrade", "kirana upgrade --shop shop --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var before = EmbeddedShop.Upgrade(context.Folder);
        context.Answer(new UpgradeAnswer(context.Folder, before, ShopSettings.CurrentVersion), AnswerJson.Default.UpgradeAnswer, screen => screen.Line(
            before == ShopSettings.CurrentVersion
                ? $"The shop has version {before} already; there is nothing to do."
                : $"The shop had version {before} and has version {ShopSettings.CurrentVersion} now."));
        return ExitCode.Done;
    }
}
