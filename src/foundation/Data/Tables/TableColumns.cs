namespace Kirana.Data.Tables;

/// <summary>How the columns of a table are got from records: one typed selector each. Grows as it is called; not thread-safe.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class TableColumns<T>
{
    private readonly List<Func<(Action<T> Add, Func<Column> Build)>> _columns = [];

    /// <summary>Adds a column of double precision.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The number of a record; NaN or <see langword="null"/> where missing.</param>
    public TableColumns<T> Number(string name, Func<T, double?> value)
    {
        _columns.Add(() =>
        {
            var values = new List<double>();
            return (row => values.Add(value(row) ?? double.NaN), () => new NumberColumn(name, values.ToArray()));
        });
        return this;
    }

    /// <summary>Adds a column of single precision.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The number of a record; NaN or <see langword="null"/> where missing.</param>
    public TableColumns<T> Single(string name, Func<T, float?> value)
    {
        _columns.Add(() =>
        {
            var values = new List<float>();
            return (row => values.Add(value(row) ?? float.NaN), () => new NumberColumn(name, values.ToArray()));
        });
        return this;
    }

    /// <summary>Adds a column of categories or texts.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The text of a record; <see langword="null"/> where missing.</param>
    public TableColumns<T> Category(string name, Func<T, string?> value)
    {
        _columns.Add(() =>
        {
            var values = new CategoryBuilder();
            return (row => Add(values, value(row)), () => values.Build(name));
        });
        return this;
    }

    /// <summary>Adds a column of moments.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The moment of a record; <see langword="null"/> where missing.</param>
    public TableColumns<T> Time(string name, Func<T, DateTimeOffset?> value)
    {
        _columns.Add(() =>
        {
            var values = new List<long>();
            return (row => values.Add(value(row) is { } moment ? TimeColumn.FromMoment(moment) : TimeColumn.Missing), () => new TimeColumn(name, values.ToArray()));
        });
        return this;
    }

    internal Table Build(IEnumerable<T> rows)
    {
        var columns = _columns.ConvertAll(start => start());
        foreach (var row in rows)
            foreach (var (add, _) in columns)
                add(row);
        return new Table(columns.Select(column => column.Build()));
    }

    private static void Add(CategoryBuilder values, string? text)
    {
        if (text is null)
            values.AddMissing();
        else
            values.Add(text);
    }
}
