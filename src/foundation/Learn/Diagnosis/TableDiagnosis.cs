using System.Collections.ObjectModel;

namespace Kirana.Learn.Diagnosis;

/// <summary>What was found out about a table before anything was learnt from it. Immutable and thread-safe.</summary>
/// <param name="Rows">The rows n.</param>
/// <param name="Columns">The features (p), in the table's order.</param>
/// <param name="Classes">The classes of the target in ordinal order; none where it is a number or there is none.</param>
/// <param name="MissingPatterns">The most frequent patterns of missing features, at most ten, the most frequent first.</param>
/// <param name="DistinctPatterns">How many different patterns there are.</param>
/// <param name="Findings">What its owner should know, the gravest first, then in the table's order.</param>
public sealed record TableDiagnosis(
    int Rows, ReadOnlyCollection<ColumnDiagnosis> Columns, ReadOnlyCollection<ClassShare> Classes, ReadOnlyCollection<MissingPattern> MissingPatterns, int DistinctPatterns,
    ReadOnlyCollection<TableFinding> Findings)
{
    /// <summary>The columns that a kind of finding names first: leaks, copies (not their originals), constants and the like.</summary>
    /// <param name="code">The code of the findings.</param>
    public ReadOnlyCollection<string> Named(string code) =>
        new([.. Findings.Where(finding => string.Equals(finding.Code, code, StringComparison.Ordinal)).SelectMany(finding => finding.Columns.Take(1)).Distinct(StringComparer.Ordinal)]);
}
