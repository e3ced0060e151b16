using Kirana.Data;
using Kirana.Operate.Records;

namespace Kirana.Pipelines.Import;

/// <summary>Guesses from the names of a file's columns what it holds.</summary>
internal static class ColumnGuess
{
    /// <summary>Which column is which field.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="columns">The file's columns.</param>
    /// <param name="taken">Columns that are spoken for.</param>
    /// <returns>Column by field; each column at most once.</returns>
    public static Dictionary<string, string> Map(RecordKind kind, IReadOnlyList<string> columns, IEnumerable<string> taken)
    {
        var used = taken.ToHashSet(StringComparer.Ordinal);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, names) in FieldSynonyms.Of(kind))
        {
            var column = names.SelectMany(name => columns.Where(c => !used.Contains(c) && string.Equals(FieldSynonyms.Strip(c), name, StringComparison.Ordinal)))
                .FirstOrDefault();
            if (column is not null && used.Add(column))
                map.Add(field, column);
        }

        return map;
    }

    /// <summary>What kind of record a file holds.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="file">The file's name, for the message.</param>
    /// <exception cref="DataException">No kind fits, or more than one does.</exception>
    public static RecordKind Kind(IReadOnlyList<string> columns, string file)
    {
        var events = Map(RecordKinds.Events, columns, []);
        var sales = Map(RecordKinds.Sales, columns, []);
        var items = Map(RecordKinds.Items, columns, []);
        var users = Map(RecordKinds.Users, columns, []);
        bool Has(Dictionary<string, string> map, params ReadOnlySpan<string> fields)
        {
            foreach (var field in fields)
                if (map.ContainsKey(field))
                    return true;
            return false;
        }

        if (Has(events, "time") && Has(events, "item") && Has(events, "user", "session", "kind"))
            return RecordKinds.Events;
        if (Has(sales, "item") && Has(sales, "date") && Has(sales, "units"))
            return RecordKinds.Sales;
        if (Has(items, "id") && !Has(events, "user", "session", "time") && Has(items, "category", "brand", "price", "unit_cost", "launched"))
            return RecordKinds.Items;
        if (Has(users, "id") && Has(events, "user") && !Has(events, "item", "time"))
            return RecordKinds.Users;
        if (Has(items, "id") && Has(events, "item") && !Has(events, "user", "session", "time"))
            return RecordKinds.Items;
        throw new DataException($"What '{file}' holds cannot be told from its columns {string.Join(", ", columns)}.")
        {
            Code = "unknown-kind",
            File = file,
            Hint = SeparatorHint(columns) ?? "Say what it holds: events, items, users or sales.",
        };
    }

    /// <summary>A hint where the header looks as if it had been cut at the wrong character, or not at all.</summary>
    /// <param name="columns">The file's columns.</param>
    public static string? SeparatorHint(IReadOnlyList<string> columns)
    {
        if (columns.Count > 2)
            return null;
        foreach (var (mark, name) in new[] { (';', "';'"), ('\t', "a tab"), ('|', "'|'"), (',', "','") })
            if (columns.Any(column => column.Contains(mark, StringComparison.Ordinal)))
                return $"The header was cut into {columns.Count} {(columns.Count == 1 ? "column" : "columns")} but contains {name}: try --separator {(mark == '\t' ? "tab" : $"'{mark}'")}.";
        return null;
    }
}
