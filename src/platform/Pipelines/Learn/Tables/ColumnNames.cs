using Kirana.Data;
using Kirana.Pipelines.Words;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Names of columns that people write.</summary>
internal static class ColumnNames
{
    private const int MostShown = 20;

    /// <summary>The error for a column that is not there: names the one that was probably meant, or those there are.</summary>
    public static DataException Missing(string name, IReadOnlyCollection<string> columns, string file) => new($"{file} has no column '{name}'.")
    {
        Code = "missing-column", File = file, Column = name,
        Hint = NearestWords.Nearest(name, columns) is { } meant
            ? $"Did you mean '{meant}'?"
            : $"Its columns are {string.Join(", ", columns.Take(MostShown))}{(columns.Count > MostShown ? ", …" : "")}.",
    };
}
