using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Pictures.Scales;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Vectors;

/// <summary><c>kirana vectors show</c>: the sets of vectors the shop keeps.</summary>
internal sealed class VectorsShowCommand() : CliCommand("show", "Shows the sets of vectors the shop keeps.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana vectors show", "kirana vectors show --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var answer = new VectorsAnswer([.. shop.Vectors.List().Select(VectorSetAnswer.Of)]);
        context.Answer(answer, AnswerJson.Default.VectorsAnswer, screen =>
        {
            if (answer.Sets.Count == 0)
                screen.Line("The shop keeps no vectors; `kirana vectors set NAME FILE` brings some.");
            else
                screen.Table(["name", ">items", ">numbers", "saved", "file"], answer.Sets.Select(set => (IReadOnlyList<string>)
                    [set.Name, NumberText.Whole(set.Items), NumberText.Whole(set.Width), set.Created.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), set.Source]));
        });
        return ExitCode.Done;
    }
}
