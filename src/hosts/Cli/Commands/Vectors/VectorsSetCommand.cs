using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Import.Vectors;
using Kirana.Storage;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Commands.Vectors;

/// <summary><c>kirana vectors set</c>: brings vectors of items, such as those of an encoder of texts or pictures, as a set of a name.</summary>
internal sealed class VectorsSetCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The set's name, such as text or picture." };
    private readonly Argument<string> _file = new("FILE") { Description = "NumPy's .npy, safetensors, Parquet, CSV or JSON Lines." };
    private readonly Option<string?> _ids = new("--ids") { Description = "A text file with the id of each row on a line of its own, for .npy and safetensors.", HelpName = "FILE" };
    private readonly Option<string?> _idColumn = new("--id-column") { Description = "The column of the ids; found by its name by default.", HelpName = "COLUMN" };
    private readonly Option<bool> _add = new("--add") { Description = "Keep the vectors that are there, but for the file's items; by default the set is replaced whole." };

    /// <summary>Creates the command.</summary>
    public VectorsSetCommand() : base("set", "Brings vectors of items; a set of that name is replaced whole.")
    {
        Arguments.Add(_name);
        Arguments.Add(_file);
        foreach (var option in (Option[])[_ids, _idColumn, _add])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
        ["kirana vectors set text titles.npy --ids items.txt", "kirana vectors set picture pictures.parquet --id-column sku", "kirana vectors set picture new-pictures.jsonl --add"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var path = context.Get(_file)!;
        var request = new VectorRequest(context.Get(_name)!, path)
        {
            Open = ParquetLineReader.Knows(path) ? () => new ParquetLineReader(path) : null, IdsPath = context.Get(_ids), IdColumn = context.Get(_idColumn), Add = context.Get(_add),
        };
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Write, context.Clock);
        var (result, _) = context.Stages.Run($"Reading {Path.GetFileName(path)}", "", _ => VectorImport.Run(shop, request));
        var answer = new VectorsSetAnswer(VectorSetAnswer.Of(result.Set), result.Rows, result.Unknown, result.Without);
        context.Answer(answer, AnswerJson.Default.VectorsSetAnswer, screen => Show(screen, answer));
        return ExitCode.Done;
    }

    private static void Show(Screen screen, VectorsSetAnswer answer)
    {
        screen.Line($"'{answer.Set.Name}' holds vectors of {NumberText.Whole(answer.Set.Items)} items, {answer.Set.Width} numbers each; {NumberText.Whole(answer.Rows)} came from this file.");
        if (answer.Unknown > 0)
            screen.Line($"{NumberText.Whole(answer.Unknown)} of {NumberText.Whole(answer.Set.Items)} ids are not in the catalogue: they are kept, and count once they are.");
        if (answer.Without > 0)
            screen.Line($"{NumberText.Whole(answer.Without)} items of the catalogue have no vector of this set.");
        screen.Line("Next: kirana train recommend");
    }
}
