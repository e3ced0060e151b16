using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Data;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana restore</c>: makes a shop of a backup, whole or not at all.</summary>
internal sealed class RestoreCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The backup." };
    private readonly Argument<string?> _folder = new("DIR") { Description = "A folder that is empty or does not exist. That of --shop where missing.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Creates the command.</summary>
    public RestoreCommand() : base("restore", CommandList.Describe("restore"))
    {
        Arguments.Add(_file);
        Arguments.Add(_folder);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana restore shop-monday.tar.gz shop-again"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var file = Path.GetFullPath(context.Get(_file)!);
        var folder = context.Get(_folder) is { } given ? Path.GetFullPath(given) : context.Folder;
        if (!File.Exists(file))
            throw new DataException($"There is no file '{file}'.") { Code = "no-such-file", File = file };
        context.Stages.Run("Restoring the shop", "", _ =>
        {
            EmbeddedShop.Restore(file, folder);
            return true;
        });
        context.Answer(new BackupAnswer(folder, file, new FileInfo(file).Length), AnswerJson.Default.BackupAnswer,
            screen => screen.Line($"The shop is in {folder}, every file checked against its hash. Next: kirana status --shop {folder}"));
        return ExitCode.Done;
    }
}
