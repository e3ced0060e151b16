using Kirana.Cli.Screens;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Cli.Commands.Rules;

/// <summary>Rules that were checked.</summary>
/// <param name="Rules">The number of rules.</param>
/// <param name="Findings">Rules that contradict each other or have no effect.</param>
/// <param name="Version">The version they were saved as; <see langword="null"/> if they were only checked.</param>
internal sealed record CheckedRulesAnswer(int Rules, IReadOnlyList<RuleFinding> Findings, int? Version)
{
    /// <summary>Describes rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="version">The version they were saved as.</param>
    public static CheckedRulesAnswer Of(CheckedRules rules, int? version) => new(rules.Rules, rules.Findings, version);

    /// <summary>Shows what was found.</summary>
    /// <param name="screen">The screen.</param>
    public void Show(Screen screen)
    {
        screen.Line($"{Rules} {(Rules == 1 ? "rule" : "rules")} can be read{(Findings.Count == 0 ? "; none contradicts another." : ", but:")}");
        foreach (var finding in Findings)
            screen.Line($"  {finding.Text}");
        if (Version is { } version)
            screen.Line($"They hold now, as version {version}.");
    }
}
