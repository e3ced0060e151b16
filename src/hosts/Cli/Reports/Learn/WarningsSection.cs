using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What to know before anything of the report is believed.</summary>
internal static class WarningsSection
{
    private static readonly string[] s_grave = ["leak", "same-as-target", "plan-stopped", "short-budget", "no-better-than-baseline", "few-rows", "too-wide", "imbalance", "rare-class", "telling-gaps", "mixed-types", "left-out", "no-target", "few-values"];

    /// <summary>Composes the section; <see langword="null"/> where there is nothing to warn of.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        Finding[] grave = [.. story.Result.Findings.Where(finding => s_grave.Contains(finding.Code, StringComparer.Ordinal)).OrderBy(finding => Array.IndexOf(s_grave, finding.Code))];
        return grave.Length == 0 ? null : new Section("What to watch out for", [new ItemList("", [.. grave.Select(finding => new ListEntry(finding.Text))])]);
    }
}
