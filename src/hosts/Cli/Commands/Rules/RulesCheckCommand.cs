using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Rules;

/// <summary><c>kirana rules check</c>: reads rules and names those that contradict each other over the shop's goods.</summary>
internal sealed class RulesCheckCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The rules as JSON; - for what comes in." };
    private readonly Option<bool> _strict = new("--strict") { Description = "End with 2 if rules contradict each other or have no effect." };

    /// <summary>Creates the command.</summary>
    public RulesCheckCommand() : base("check", "Reads rules and names those that contradict each other; nothing is saved.")
    {
        Arguments.Add(_file);
        Options.Add(_strict);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana rules check rules.json", "kirana rules check rules.json --strict --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var path = context.Get(_file)!;
        var text = RuleFile.Read(path);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var answer = CheckedRulesAnswer.Of(RuleFile.Check(shop, path, text, context.Clock.GetUtcNow()), null);
        context.Answer(answer, AnswerJson.Default.CheckedRulesAnswer, answer.Show);
        return context.Get(_strict) && answer.Findings.Count > 0 ? ExitCode.Data : ExitCode.Done;
    }
}
