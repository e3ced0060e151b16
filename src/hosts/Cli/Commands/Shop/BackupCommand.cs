using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana backup</c>: the whole shop in one file, while it works on.</summary>
internal sealed class BackupCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The backup, a .tar.gz file; replaced once the new one is whole." };

    /// <summary>Creates the command.</summary>
    public BackupCommand() : base("backup", CommandList.Describe("backup")) => Arguments.Add(_file);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana backup shop-monday.tar.gz", "kirana backup /backups/shop.tar.gz --shop shop"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var file = Path.GetFullPath(context.Get(_file)!);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        context.Stages.Run("Writing the backup", "", _ =>
        {
            shop.Backup(file);
            return true;
        });
        var answer = new BackupAnswer(context.Folder, file, new FileInfo(file).Length);
        context.Answer(answer, AnswerJson.Default.BackupAnswer,
            screen => screen.Line($"The shop is in {file} ({(answer.Bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB). kirana restore {file} DIR brings it back."));
        return ExitCode.Done;
    }
}
