namespace Kirana.Data.Tables;

/// <summary>A named column of a table. Immutable and thread-safe.</summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>What the column holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Whether a row has no value.</summary>
    /// <param name="row">0 … <see cref="Count"/> − 1.</param>
    public abstract bool IsMissing(int row);

    /// <summary>The column with some of its rows, in the order given; a row may be taken more than once.</summary>
    /// <param name="rows">Rows, each 0 … <see cref="Count"/> − 1.</param>
    public abstract Column Take(ReadOnlySpan<int> rows);

    private protected static T[] Take<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }
}
