using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>A table as it comes, as rows of numbers.</summary>
internal static class RawColumns
{
    /// <summary>The features of training rows. The levels of categories are those that occur, in ordinal order: so a level that only held-out rows
    /// have leaves no trace.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>: a feature is a column of times.</exception>
    public static FeatureColumn[] Of(TabularData data) => [.. data.Features.Select(column => column is CategoryColumn categories ? Of(categories) : TableSource.Describe(column))];

    /// <summary>The features of a table (n × p), row by row: NaN where missing, the number of the levels for a text that is none of them.</summary>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public static float[] Encode(Table table, FeatureColumn[] columns)
    {
        var values = TableSource.Of(table, columns).ToRowMajor();
        for (var f = 0; f < columns.Length; f++)
            if (table[columns[f].Name] is CategoryColumn categories)
                for (var row = 0; row < categories.Count; row++)
                    if (categories.Codes[row] != CategoryColumn.Missing && float.IsNaN(values[row * columns.Length + f]))
                        values[row * columns.Length + f] = columns[f].Levels.Length;
        return values;
    }

    private static FeatureColumn Of(CategoryColumn column)
    {
        var occurs = new bool[column.Levels.Count];
        foreach (var code in column.Codes)
            if (code != CategoryColumn.Missing)
                occurs[code] = true;
        return new FeatureColumn(column.Name, true, [.. column.Levels.Where((_, code) => occurs[code]).Order(StringComparer.Ordinal)]);
    }
}
