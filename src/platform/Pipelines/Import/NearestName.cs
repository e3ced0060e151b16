using Kirana.Operate.Records;
using Kirana.Pipelines.Words;

namespace Kirana.Pipelines.Import;

/// <summary>Finds the column a person may have meant.</summary>
internal static class NearestName
{
    /// <summary>The column whose name comes closest to a field's names.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="field">The field that was not found.</param>
    /// <param name="columns">The columns to choose from.</param>
    /// <returns>The column, or <see langword="null"/> if none differs from every name by a third of its letters or fewer.</returns>
    public static string? Find(RecordKind kind, string field, IReadOnlyList<string> columns)
    {
        var names = FieldSynonyms.Of(kind).First(entry => string.Equals(entry.Field, field, StringComparison.Ordinal)).Names;
        return columns
            .Select(column => (Column: column, Share: names.Min(name => (double)EditDistance.Of(FieldSynonyms.Strip(column), name) / name.Length)))
            .Where(candidate => candidate.Share <= 0.34)
            .OrderBy(candidate => candidate.Share)
            .Select(candidate => candidate.Column)
            .FirstOrDefault();
    }
}
