using Kirana.Operate.Records;

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
            .Select(column => (Column: column, Share: names.Min(name => (double)Distance(FieldSynonyms.Strip(column), name) / name.Length)))
            .Where(candidate => candidate.Share <= 0.34)
            .OrderBy(candidate => candidate.Share)
            .Select(candidate => candidate.Column)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one letter.</summary>
    /// <param name="a">A name.</param>
    /// <param name="b">Another name.</param>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
