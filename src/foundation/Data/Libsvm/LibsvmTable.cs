using System.Globalization;
using Kirana.Data.Tables;

namespace Kirana.Data.Libsvm;

/// <summary>Makes tables of sparse rows: a column <c>label</c>, a column <c>qid</c> where rows name groups, and <c>f1</c>, <c>f2</c>, … for the indices.</summary>
public static class LibsvmTable
{
    /// <summary>The name of the label's column.</summary>
    public const string Label = "label";

    /// <summary>The name of the group's column.</summary>
    public const string Group = "qid";

    /// <summary>The most values of a table, rows times columns, with the zeros that are not written down.</summary>
    public const long MostCells = 1L << 30;

    /// <summary>Reads rows into a table whose columns are dense.</summary>
    /// <param name="reader">The file; not closed.</param>
    /// <param name="features">The columns wanted, such as <c>f7</c>: the file's indices beyond them are passed over, and those it lacks are 0.
    /// <see langword="null"/>, the default, takes every index from the first, 0 or 1, to the largest.</param>
    /// <param name="mostRows">The rows to read, at least 1; all that are left by default.</param>
    /// <exception cref="DataException"><c>bad-line</c>; <c>missing-column</c>: a wanted column is none of this format's;
    /// <c>too-large</c>: the table would have more than <see cref="MostCells"/> values.</exception>
    public static Table Read(LibsvmReader reader, IReadOnlyList<string>? features = null, int mostRows = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 1);
        var (labels, groups, starts) = (new List<double>(), new List<long?>(), new List<int> { 0 });
        var (indices, values) = (new List<int>(), new List<float>());
        while (labels.Count < mostRows && reader.TryRead())
        {
            labels.Add(reader.Label);
            groups.Add(reader.Group);
            indices.AddRange(reader.Indices);
            values.AddRange(reader.Values);
            starts.Add(indices.Count);
        }

        var wanted = features is null ? All(indices) : Array.ConvertAll([.. features], name => IndexOf(name, reader.Name));
        if ((long)wanted.Length * labels.Count > MostCells)
            throw new DataException($"{reader.Name} has {labels.Count} rows of {wanted.Length} features; a table holds at most {MostCells} values, zeros included.")
            {
                Code = "too-large", File = reader.Name, Hint = "Leave out rare features or rows.",
            };

        var columns = new List<Column> { Precise(Label, [.. labels]) };
        if (groups.Exists(group => group is not null))
            columns.Add(new NumberColumn(Group, Array.ConvertAll([.. groups], group => group ?? double.NaN)));
        columns.AddRange(Dense(wanted, starts, indices, values));
        return new Table(columns);
    }

    private static int[] All(List<int> indices)
    {
        if (indices.Count == 0)
            return [];
        var first = Math.Min(1, indices.Min());
        return [.. Enumerable.Range(first, indices.Max() - first + 1)];
    }

    private static IEnumerable<Column> Dense(int[] wanted, List<int> starts, List<int> indices, List<float> values)
    {
        var placeOf = new Dictionary<int, int>();
        for (var place = 0; place < wanted.Length; place++)
            placeOf[wanted[place]] = place;
        var columns = Array.ConvertAll(wanted, _ => new float[starts.Count - 1]);
        for (var row = 0; row + 1 < starts.Count; row++)
            for (var at = starts[row]; at < starts[row + 1]; at++)
                if (placeOf.TryGetValue(indices[at], out var place))
                    columns[place][row] = values[at];
        for (var place = 0; place < wanted.Length; place++)
        {
            yield return new NumberColumn(string.Create(CultureInfo.InvariantCulture, $"f{wanted[place]}"), columns[place]);
            columns[place] = [];
        }
    }

    private static NumberColumn Precise(string name, double[] values) => Array.TrueForAll(values, value => (float)value == value)
        ? new NumberColumn(name, Array.ConvertAll(values, value => (float)value))
        : new NumberColumn(name, values);

    private static int IndexOf(string name, string file) =>
        name.StartsWith('f') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= LibsvmReader.MaxIndex
            ? index
            : throw new DataException($"{file} holds sparse rows, which have no column '{name}'; theirs are called f1, f2, ….")
            {
                Code = "missing-column", File = file, Column = name, Hint = "Give the table as CSV or Parquet with the names of the columns.",
            };
}
