using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Rules;

/// <summary><c>kirana rules set</c>: rules that hold from now on, in a server that runs too.</summary>
internal sealed class RulesSetCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The rules as JSON; - for what comes in." };

    /// <summary>Creates the command.</summary>
    public RulesSetCommand() : base("set", "Makes rules hold from now on, as a new version.") => Arguments.Add(_file);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana rules set rules.json", "kirana rules show 3 | kirana rules set -"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var path = context.Get(_file)!;
        var text = RuleFile.Read(path);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Serve, context.Clock);
        var rules = RuleFile.Check(shop, path, text, context.Clock.GetUtcNow());
        var answer = CheckedRulesAnswer.Of(rules, shop.Rules.Save(text).Number);
        context.Answer(answer, AnswerJson.Default.CheckedRulesAnswer, answer.Show);
        return ExitCode.Done;
    }
}
