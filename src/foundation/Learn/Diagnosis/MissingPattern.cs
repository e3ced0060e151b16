using System.Collections.ObjectModel;

namespace Kirana.Learn.Diagnosis;

/// <summary>Columns that are missing together.</summary>
/// <param name="Columns">The columns without a value, in the table's order; none for complete rows.</param>
/// <param name="Rows">In how many rows just these have no value.</param>
public sealed record MissingPattern(ReadOnlyCollection<string> Columns, int Rows);
