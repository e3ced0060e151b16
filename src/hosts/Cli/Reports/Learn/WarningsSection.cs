using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What to know before anything of the report is believed.</summary>
internal static class WarningsSection
{
    private static readonly string[] s_grave = ["leak", "same-as-target", "plan-stopped", "short-budget", "no-better-than-baseline", "few-rows", "too-wide", "imbalance", "rare-class", "telling-gaps", "mixed-types", "left-out", "no-target", "few-values"];

    // Of so many columns each is named; the list of all is at the end of the report.
    private const int MostNamed = 12;

    /// <summary>Composes the section; <see langword="null"/> where there is nothing to warn of.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        var findings = story.Result.Findings;
        Finding[] grave = [.. findings.Where(finding => s_grave.Contains(finding.Code, StringComparer.Ordinal)).OrderBy(finding => Array.IndexOf(s_grave, finding.Code))];
        ListEntry?[] dropped =
        [
            Dropped(findings, ["copy"], "as copies", finding => finding.Other.Length > 0 ? $"{finding.Column} of {finding.Other}" : finding.Column),
            Dropped(findings, ["constant", "empty"], "of one value only", finding => finding.Column),
            Dropped(findings, ["id"], "since they name the row and do not describe it", finding => finding.Column),
        ];
        ListEntry[] entries = [.. grave.Select(finding => new ListEntry(finding.Text)), .. dropped.OfType<ListEntry>()];
        return entries.Length == 0 ? null : new Section("What to watch out for", [new ItemList("", entries)]);
    }

    private static ListEntry? Dropped(IReadOnlyList<Finding> findings, string[] codes, string why, Func<Finding, string> text)
    {
        Finding[] own = [.. findings.Where(finding => finding.IsLeftOut && codes.Contains(finding.Code, StringComparer.Ordinal))];
        return own.Length == 0 ? null : new ListEntry(
            $"{own.Length} {(own.Length == 1 ? "column was" : "columns were")} left out {why}: {string.Join(", ", own.Take(MostNamed).Select(text))}{(own.Length > MostNamed ? $" and {own.Length - MostNamed} more" : "")}.");
    }
}
