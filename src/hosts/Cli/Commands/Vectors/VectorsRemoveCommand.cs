using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Vectors;

/// <summary><c>kirana vectors remove</c>: removes a set of vectors; models that learnt from it keep what they learnt.</summary>
internal sealed class VectorsRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The set's name." };

    /// <summary>Creates the command.</summary>
    public VectorsRemoveCommand() : base("remove", "Removes a set of vectors; models keep what they learnt from it.") => Arguments.Add(_name);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana vectors remove picture"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Write, context.Clock);
        var name = context.Get(_name)!;
        if (!shop.Vectors.Remove(name))
            throw new KeyNotFoundException($"The shop keeps no vectors '{name}'; there are {string.Join(", ", shop.Vectors.List().Select(set => $"'{set.Name}'").DefaultIfEmpty("none"))}.");
        var answer = new VectorsAnswer([.. shop.Vectors.List().Select(VectorSetAnswer.Of)]);
        context.Answer(answer, AnswerJson.Default.VectorsAnswer, screen => screen.Line($"'{name}' is removed; the next training does without."));
        return ExitCode.Done;
    }
}
