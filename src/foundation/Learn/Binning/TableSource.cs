using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Learn.Binning;

/// <summary>Features that are columns of a table: numbers as they are, categories as codes.</summary>
internal sealed class TableSource : FeatureSource
{
    private readonly Column[] _sources;
    private readonly float[][] _codes;

    private TableSource(int rows, Column[] sources, FeatureColumn[] columns) : this(rows, sources, columns, [.. sources.Zip(columns, Codes)])
    {
    }

    /// <summary>Columns whose codes are known.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="sources">The columns.</param>
    /// <param name="columns">What is known of them.</param>
    /// <param name="codes">Of a column of categories, the value of each of its codes.</param>
    public TableSource(int rows, Column[] sources, FeatureColumn[] columns, float[][] codes) : base(rows, columns) => (_sources, _codes) = (sources, codes);

    /// <summary>The features of a training table.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>: a feature is a column of times.</exception>
    public static TableSource Of(TabularData data)
    {
        Column[] sources = [.. data.Features];
        return new TableSource(data.RowCount, sources, Array.ConvertAll(sources, Describe));
    }

    /// <summary>The columns that a model knows, by their names; levels it does not know are missing.</summary>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public static TableSource Of(Table table, FeatureColumn[] columns)
    {
        var sources = Array.ConvertAll(columns, column => table[column.Name]);
        for (var i = 0; i < columns.Length; i++)
            if (Describe(sources[i]).IsCategorical != columns[i].IsCategorical)
                throw WrongKind(sources[i], columns[i].IsCategorical ? "categories" : "numbers");
        return new TableSource(table.RowCount, sources, columns);
    }

    public override void Read(int feature, int start, Span<float> values)
    {
        switch (_sources[feature])
        {
            case NumberColumn { Kind: ColumnKind.Single } numbers:
                numbers.Singles.Slice(start, values.Length).CopyTo(values);
                break;
            case NumberColumn numbers:
                for (var i = 0; i < values.Length; i++)
                    values[i] = (float)numbers.Doubles[start + i];
                break;
            default:
                var codes = ((CategoryColumn)_sources[feature]).Codes.Slice(start, values.Length);
                for (var i = 0; i < values.Length; i++)
                    values[i] = codes[i] == CategoryColumn.Missing ? float.NaN : _codes[feature][codes[i]];
                break;
        }
    }

    public override void Gather(int feature, ReadOnlySpan<int> rows, Span<float> values)
    {
        if (_sources[feature] is NumberColumn { Kind: ColumnKind.Single } numbers)
        {
            var singles = numbers.Singles;
            for (var i = 0; i < rows.Length; i++)
                values[i] = singles[rows[i]];
            return;
        }

        for (var i = 0; i < rows.Length; i++)
            Read(feature, rows[i], values.Slice(i, 1));
    }

    /// <summary>A column as a feature.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>: it holds times.</exception>
    public static FeatureColumn Describe(Column column) => column switch
    {
        NumberColumn => new FeatureColumn(column.Name, false),
        CategoryColumn categories => new FeatureColumn(column.Name, true, [.. categories.Levels]),
        _ => throw WrongKind(column, "numbers or categories"),
    };

    /// <summary>The value of each of the table's codes: the model's code of the same text, or missing.</summary>
    private static float[] Codes(Column source, FeatureColumn column)
    {
        if (source is not CategoryColumn categories)
            return [];
        var known = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var code = 0; code < column.Levels.Length; code++)
            known[column.Levels[code]] = code;
        return [.. categories.Levels.Select(level => known.GetValueOrDefault(level, float.NaN))];
    }

    private static DataException WrongKind(Column column, string expected) => new($"The feature '{column.Name}' holds {column.Kind}; expected {expected}.")
    {
        Code = "wrong-kind", Column = column.Name, Hint = "Make features of moments, such as the month or the age, or give the column another role.",
    };
}
