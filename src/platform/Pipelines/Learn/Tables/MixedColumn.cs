using System.Globalization;
using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Finds columns of numbers that were taken for categories because a few fields are none, such as <c>inf</c> or <c>n/a</c>.</summary>
internal static class MixedColumn
{
    // So many different numbers, and at most one other text for so many of them, are no categories.
    private const int FewestNumbers = 9;

    /// <summary>Refuses such a column.</summary>
    /// <exception cref="DataException"><c>mixed-column</c>: names the first row that holds no number.</exception>
    public static void Check(CategoryColumn column, string file)
    {
        var isNumber = column.Levels.Select(level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)).ToArray();
        var others = isNumber.Count(own => !own);
        if (others == 0 || isNumber.Length - others < (long)FewestNumbers * others)
            return;
        var row = 0;
        while (column.IsMissing(row) || isNumber[column.Codes[row]])
            row++;
        throw new DataException($"Row {row + 1} of {file}, its header not counted, has '{column[row]}' in the column '{column.Name}', whose other values are numbers; expected a finite number.")
        {
            Code = "mixed-column", File = file, Row = row + 1, Column = column.Name, Hint = "Correct the field or leave it empty; if the column holds categories, say so with --category.",
        };
    }
}
