namespace Kirana.Data.Tables;

/// <summary>Named columns of equal length. Immutable and thread-safe.</summary>
public sealed class Table
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, Column> _byName;

    /// <summary>Creates a table.</summary>
    /// <param name="columns">Columns of equal length with distinct names, at least one.</param>
    /// <exception cref="ArgumentException">There is no column, two have one name, or their lengths differ.</exception>
    public Table(IEnumerable<Column> columns)
    {
        _columns = [.. columns];
        if (_columns.Length == 0)
            throw new ArgumentException("A table has at least one column.", nameof(columns));
        _byName = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (var column in _columns)
        {
            if (!_byName.TryAdd(column.Name, column))
                throw new ArgumentException($"The column '{column.Name}' occurs twice; names are distinct.", nameof(columns));
            if (column.Count != _columns[0].Count)
                throw new ArgumentException($"The column '{column.Name}' has {column.Count} rows, '{_columns[0].Name}' has {_columns[0].Count}.", nameof(columns));
        }
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int RowCount => _columns[0].Count;

    /// <summary>The names and kinds of the columns.</summary>
    public Schema Schema => new(_columns.Select(column => (column.Name, column.Kind)));

    /// <summary>The column of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="DataException"><c>missing-column</c>; names the columns there are.</exception>
    public Column this[string name] => _byName.TryGetValue(name, out var column)
        ? column
        : throw new DataException($"There is no column '{name}'; there are {string.Join(", ", _columns.Select(c => $"'{c.Name}'"))}.")
        {
            Code = "missing-column",
            Column = name,
        };

    /// <summary>Whether there is a column of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The column of numbers of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>.</exception>
    public NumberColumn Numbers(string name) => As<NumberColumn>(name, "numbers");

    /// <summary>The column of categories of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>.</exception>
    public CategoryColumn Categories(string name) => As<CategoryColumn>(name, "categories");

    /// <summary>The column of times of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="DataException"><c>missing-column</c>, <c>wrong-kind</c>.</exception>
    public TimeColumn Times(string name) => As<TimeColumn>(name, "times");

    /// <summary>Some of the columns, in the order given.</summary>
    /// <param name="names">Names, each once, at least one.</param>
    /// <exception cref="DataException"><c>missing-column</c>.</exception>
    public Table Select(IEnumerable<string> names) => new(names.Select(name => this[name]));

    /// <summary>Some of the rows, in the order given; a row may be taken more than once.</summary>
    /// <param name="rows">Rows, each 0 … <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row lies outside.</exception>
    public Table Take(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            if ((uint)row >= (uint)RowCount)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"The table has {RowCount} rows.");
        var taken = new Column[_columns.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = _columns[i].Take(rows);
        return new Table(taken);
    }

    /// <summary>Makes a table of records.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="rows">The records, gone through once.</param>
    /// <param name="columns">How each column is got from a record, at least one.</param>
    /// <exception cref="ArgumentException">There is no column, or two have one name.</exception>
    public static Table From<T>(IEnumerable<T> rows, TableColumns<T> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Build(rows);
    }

    private T As<T>(string name, string expected)
        where T : Column => this[name] as T ?? throw new DataException($"The column '{name}' holds {this[name].Kind}; expected {expected}.")
        {
            Code = "wrong-kind",
            Column = name,
        };
}
