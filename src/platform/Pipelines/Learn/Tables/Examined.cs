using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Diagnosis;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>What a diagnosis says of the columns that are to be learnt from, and which of them it takes out.</summary>
internal static class Examined
{
    // An even part of more rows says the same of pairs of columns; only a constant it could overlook.
    private const int MostRows = 20_000;

    // The list is for people: of many columns with the same fault the first are named.
    private const int MostNamed = 5;

    private static readonly string[] s_leftOut = ["leak", "copy", "constant", "empty"];

    // Said by the checks of each column alone, or by the comparison itself.
    private static readonly string[] s_saidElsewhere = ["identifier", "missing-target"];

    /// <summary>Examines a table.</summary>
    /// <param name="data">The rows to learn from.</param>
    /// <param name="used">Columns that are kept in any case.</param>
    /// <param name="drops">Whether leaks, copies and constants are taken out; else they are only named.</param>
    /// <param name="context">The seed of its folds, threads and cancellation.</param>
    /// <param name="findings">Takes what was found.</param>
    /// <returns>The names of the columns that are taken out.</returns>
    public static HashSet<string> Of(TabularData data, IReadOnlyList<string> used, bool drops, FitContext context, List<Finding> findings)
    {
        var isPart = data.RowCount > MostRows;
        var rows = isPart ? data.Take([.. Enumerable.Range(0, MostRows).Select(i => (int)((long)i * data.RowCount / MostRows))]) : data;
        var found = new TableExamination().Diagnose(rows, context).Findings.Where(finding => !s_saidElsewhere.Contains(finding.Code, StringComparer.Ordinal)).ToArray();
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in found.Where(finding => s_leftOut.Contains(finding.Code, StringComparer.Ordinal) && !(isPart && finding.Code is "constant" or "empty")))
            if (drops && !used.Contains(finding.Columns[0], StringComparer.Ordinal))
                dropped.Add(finding.Columns[0]);
        foreach (var alike in found.Where(finding => finding.Columns.Count == 0 || !IsOf(dropped, finding)).GroupBy(finding => finding.Code, StringComparer.Ordinal))
        {
            findings.AddRange(alike.Take(MostNamed).Select(finding => Told(finding, false)));
            if (alike.Count() > MostNamed)
                findings.Add(new Finding(alike.Key, "", $"The same ({alike.Key}) goes for {alike.Count() - MostNamed} more columns.", false));
        }

        findings.AddRange(found.Where(finding => finding.Columns.Count > 0 && IsOf(dropped, finding)).DistinctBy(finding => finding.Columns[0], StringComparer.Ordinal).Select(finding => Told(finding, true)));
        return dropped;
    }

    // What else there is to say of a column that is taken out matters no more.
    private static bool IsOf(HashSet<string> dropped, TableFinding finding) => dropped.Contains(finding.Columns[0]);

    private static Finding Told(TableFinding finding, bool isLeftOut) => new(finding.Code, finding.Columns.Count > 0 ? finding.Columns[0] : "", (isLeftOut, finding.Code) switch
    {
        (true, "leak") => $"LEAK, left out: {finding.Advice} Keep it with --keep {finding.Columns[0]}.",
        (true, _) => $"Left out: {finding.Advice}",
        (false, "leak") => $"LEAK: {finding.Advice}",
        _ => finding.Advice,
    }, isLeftOut) { Other = finding.Columns.Count > 1 ? finding.Columns[1] : "" };
}
