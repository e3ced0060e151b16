using Kirana.Data;
using Kirana.Pipelines.Import;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Names of columns that people write.</summary>
internal static class ColumnNames
{
    private const int MostShown = 20;
    private const int ShortName = 4;

    /// <summary>The error for a column that is not there: names the one that was probably meant, or those there are.</summary>
    public static DataException Missing(string name, IReadOnlyCollection<string> columns, string file) => new($"{file} has no column '{name}'.")
    {
        Code = "missing-column", File = file, Column = name,
        Hint = Nearest(name, columns) is { } meant
            ? $"Did you mean '{meant}'?"
            : $"Its columns are {string.Join(", ", columns.Take(MostShown))}{(columns.Count > MostShown ? ", …" : "")}.",
    };

    /// <summary>The name that differs by two letters or a third of them; <see langword="null"/> if there is none.</summary>
    public static string? Nearest(string name, IEnumerable<string> columns) =>
        columns.Select(column => (Column: column, Edits: NearestName.Distance(name.ToLowerInvariant(), column.ToLowerInvariant())))
            .Where(candidate => candidate.Edits <= Math.Max(name.Length < ShortName ? 1 : 2, name.Length / 3))
            .OrderBy(candidate => candidate.Edits).ThenBy(candidate => candidate.Column, StringComparer.Ordinal)
            .Select(candidate => candidate.Column).FirstOrDefault();
}
