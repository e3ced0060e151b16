using Kirana.Data;
using Kirana.Data.Feedback;

namespace Kirana.Recommend.Sparse;

/// <summary>A sparse matrix of positive numbers in compressed rows; columns of a row are distinct and ascending.</summary>
/// <remarks>What learners train on: <see cref="Interactions"/> without times and repeats, in flat arrays. Immutable.</remarks>
internal sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _values;

    private SparseRows(int[] starts, int[] columns, float[] values, int columnCount)
    {
        _starts = starts;
        _columns = columns;
        _values = values;
        ColumnCount = columnCount;
    }

    /// <summary>Where each row begins, and the end: rows + 1 places.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>The columns of all rows.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>The values of all rows.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The number of rows.</summary>
    public int RowCount => _starts.Length - 1;

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of entries.</summary>
    public int Count => _starts[^1];

    /// <summary>The number of entries of one row.</summary>
    public int LengthOf(int row) => _starts[row + 1] - _starts[row];

    /// <summary>The columns of one row, ascending.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => _columns.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The values of one row, beside <see cref="ColumnsOf"/>.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => _values.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>A matrix of parts that were checked before.</summary>
    /// <param name="starts">Where each row begins, and the end.</param>
    /// <param name="columns">The columns of all rows; distinct and ascending in each.</param>
    /// <param name="values">The values beside <paramref name="columns"/>.</param>
    /// <param name="columnCount">The number of columns.</param>
    public static SparseRows Of(int[] starts, int[] columns, float[] values, int columnCount) => new(starts, columns, values, columnCount);

    /// <summary>Checks that there is something to learn from.</summary>
    /// <exception cref="DataException">There is no entry at all.</exception>
    public static void RequireEntries(Interactions interactions)
    {
        if (interactions.Count == 0)
            throw new DataException("There is nothing to learn from: the data holds no interaction.")
            {
                Code = "no-interactions",
                Hint = "Import events of known users, or widen the period and the kinds of event.",
            };
    }

    /// <summary>One row for each user, the weights of repeated events added.</summary>
    /// <exception cref="DataException">There is no entry at all.</exception>
    public static SparseRows Merged(Interactions interactions)
    {
        RequireEntries(interactions);
        var starts = new int[interactions.UserCount + 1];
        var columns = new int[interactions.Count];
        var values = new float[interactions.Count];
        var end = 0;
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var length = interactions.ItemsOf(user).Length;
            end += MergedHistory.Merge(interactions.ItemsOf(user), interactions.WeightsOf(user), columns.AsSpan(end, length), values.AsSpan(end, length));
            starts[user + 1] = end;
        }

        return new SparseRows(starts, columns[..end], values[..end], interactions.ItemCount);
    }

    /// <summary>The same entries with rows and columns exchanged.</summary>
    public SparseRows Transposed()
    {
        var starts = new int[ColumnCount + 1];
        foreach (var column in _columns)
            starts[column + 1]++;
        for (var column = 0; column < ColumnCount; column++)
            starts[column + 1] += starts[column];

        var next = starts.AsSpan(0, ColumnCount).ToArray();
        var columns = new int[Count];
        var values = new float[Count];
        for (var row = 0; row < RowCount; row++)
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
            {
                var place = next[_columns[i]]++;
                columns[place] = row;
                values[place] = _values[i];
            }

        return new SparseRows(starts, columns, values, RowCount);
    }

    /// <summary>Some rows, in the order given.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="longest">The entries kept of each, the first ones.</param>
    public SparseRows Rows(int[] rows, int longest = int.MaxValue)
    {
        var starts = new int[rows.Length + 1];
        for (var row = 0; row < rows.Length; row++)
            starts[row + 1] = starts[row] + Math.Min(longest, LengthOf(rows[row]));
        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var row = 0; row < rows.Length; row++)
        {
            var length = starts[row + 1] - starts[row];
            ColumnsOf(rows[row])[..length].CopyTo(columns.AsSpan(starts[row]));
            ValuesOf(rows[row])[..length].CopyTo(values.AsSpan(starts[row]));
        }

        return new SparseRows(starts, columns, values, ColumnCount);
    }

    /// <summary>The same matrix with every value multiplied by a factor of its row and one of its column.</summary>
    public SparseRows Scaled(ReadOnlySpan<float> rows, ReadOnlySpan<float> columns)
    {
        var values = new float[Count];
        for (var row = 0; row < RowCount; row++)
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
                values[i] = _values[i] * rows[row] * columns[_columns[i]];
        return new SparseRows(_starts, _columns, values, ColumnCount);
    }

    /// <summary>The same matrix with other values.</summary>
    /// <param name="values">One for each entry.</param>
    public SparseRows With(float[] values) => new(_starts, _columns, values, ColumnCount);

    /// <summary>The same matrix with every value replaced.</summary>
    public SparseRows Select(Func<float, float> replace) => new(_starts, _columns, Array.ConvertAll(_values, value => replace(value)), ColumnCount);
}
