namespace Kirana.Data.Tables;

/// <summary>A table with the roles its columns play in learning. Immutable and thread-safe.</summary>
public sealed class TabularData
{
    private readonly Column[] _features;

    /// <summary>Gives the columns of a table their roles.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column to be learned; <see langword="null"/> if there is none, as for prediction.</param>
    /// <param name="weight">A column of numbers, 0 or more, that says how much each row counts; <see langword="null"/> for 1.</param>
    /// <param name="group">A column whose equal values belong together: a query, a shopper; <see langword="null"/> if there is none.</param>
    /// <param name="time">A column of moments that orders the rows; <see langword="null"/> if there is none.</param>
    /// <exception cref="ArgumentException">A column is given two roles.</exception>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>, or <c>bad-weight</c>: a weight is missing, negative or infinite.</exception>
    public TabularData(Table table, string? target = null, string? weight = null, string? group = null, string? time = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        string[] roles = [.. new[] { target, weight, group, time }.OfType<string>()];
        if (roles.Distinct(StringComparer.Ordinal).Count() != roles.Length)
            throw new ArgumentException($"Each of the columns {string.Join(", ", roles)} can have one role only.");
        Table = table;
        Target = target is null ? null : table[target];
        Weight = weight is null ? null : table.Numbers(weight);
        Group = group is null ? null : table[group];
        Time = time is null ? null : table.Times(time);
        _features = [.. table.Columns.Where(column => !roles.Contains(column.Name, StringComparer.Ordinal))];
        CheckWeights();
    }

    /// <summary>All columns.</summary>
    public Table Table { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Table.RowCount;

    /// <summary>The columns without another role, in the table's order.</summary>
    public IReadOnlyList<Column> Features => _features;

    /// <summary>The column to be learned, if there is one.</summary>
    public Column? Target { get; }

    /// <summary>How much each row counts; <see langword="null"/> for 1.</summary>
    public NumberColumn? Weight { get; }

    /// <summary>What belongs together, if it is known.</summary>
    public Column? Group { get; }

    /// <summary>The moment of each row, if it is known.</summary>
    public TimeColumn? Time { get; }

    /// <summary>Some of the rows with the same roles, in the order given.</summary>
    /// <param name="rows">Rows, each 0 … <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row lies outside.</exception>
    public TabularData Take(ReadOnlySpan<int> rows) => new(Table.Take(rows), Target?.Name, Weight?.Name, Group?.Name, Time?.Name);

    /// <summary>Makes data of records.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="rows">The records, gone through once.</param>
    /// <param name="columns">How each column is got from a record.</param>
    /// <param name="target">As in the constructor, and so the others.</param>
    /// <param name="weight">How much each row counts.</param>
    /// <param name="group">What belongs together.</param>
    /// <param name="time">What orders the rows.</param>
    /// <exception cref="ArgumentException">A column is given two roles, or two columns one name.</exception>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>, <c>bad-weight</c>.</exception>
    public static TabularData From<T>(
        IEnumerable<T> rows, TableColumns<T> columns, string? target = null, string? weight = null, string? group = null, string? time = null) =>
        new(Table.From(rows, columns), target, weight, group, time);

    private void CheckWeights()
    {
        for (var row = 0; Weight is not null && row < Weight.Count; row++)
            if (!(Weight[row] >= 0) || !double.IsFinite(Weight[row]))
                throw new DataException($"Row {row + 1} has the weight {Weight[row]}; expected a finite number of 0 or more.")
                {
                    Code = "bad-weight",
                    Row = row + 1,
                    Column = Weight.Name,
                };
    }
}
