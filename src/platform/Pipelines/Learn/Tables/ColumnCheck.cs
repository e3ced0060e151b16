using System.Globalization;
using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Looks for columns that teach nothing, or teach what will not be known.</summary>
internal static class ColumnCheck
{
    // A text that differs in so large a share of the rows names the row, it does not describe it.
    private const double IdShare = 0.9;
    private const int FewestIds = 20;

    /// <summary>What is odd about a feature; <see langword="null"/> if nothing is.</summary>
    /// <param name="column">The feature.</param>
    /// <param name="target">The target.</param>
    public static Finding? Of(Column column, Column target)
    {
        if (column is TimeColumn)
            return Out("times", column, "holds moments; make a number of it, such as the days since then, to learn from it");
        var (keys, distinct) = Keys(column);
        if (distinct == 0)
            return Out("empty", column, "has no value in any row");
        if (distinct == 1 && !Array.Exists(keys, key => key < 0))
            return Out("constant", column, $"is {Shown(column)} in every row");
        if (IsSame(column, keys, distinct, target))
            return Out("same-as-target", column, $"says the same as the target '{target.Name}' in every row: it will hardly be known beforehand");
        if (distinct >= FewestIds && distinct >= IdShare * column.Count && (column is CategoryColumn || IsNumbered((NumberColumn)column, keys)))
            return Out("id", column, $"looks like an id: {distinct.ToString("N0", CultureInfo.InvariantCulture)} different values in {column.Count.ToString("N0", CultureInfo.InvariantCulture)} rows");
        return null;
    }

    /// <summary>A number for each different value, −1 where missing, and how many there are.</summary>
    private static (int[] Keys, int Distinct) Keys(Column column)
    {
        var keys = new int[column.Count];
        if (column is CategoryColumn categories)
        {
            categories.Codes.CopyTo(keys);
            return (keys, keys.Where(key => key >= 0).Distinct().Count());
        }

        var numbers = (NumberColumn)column;
        var keyOf = new Dictionary<double, int>();
        for (var row = 0; row < keys.Length; row++)
            if (numbers.IsMissing(row))
                keys[row] = -1;
            else if (!keyOf.TryGetValue(numbers[row], out keys[row]))
                keyOf[numbers[row]] = keys[row] = keyOf.Count;
        return (keys, keyOf.Count);
    }

    /// <summary>Whether a number is the target's number in every row, or a class is renamed and nothing else.</summary>
    private static bool IsSame(Column column, int[] keys, int distinct, Column target)
    {
        if (target is NumberColumn numbers)
        {
            for (var row = 0; row < column.Count; row++)
                if (column is not NumberColumn own || !own[row].Equals(numbers[row]))
                    return false;
            return true;
        }

        var (codes, classes) = Keys(target);
        if (classes != distinct || Array.Exists(keys, key => key < 0))
            return false;
        var classOf = new Dictionary<int, int>();
        for (var row = 0; row < keys.Length; row++)
            if (classOf.TryGetValue(keys[row], out var code) ? code != codes[row] : !classOf.TryAdd(keys[row], codes[row]))
                return false;
        return true;
    }

    /// <summary>Whether whole numbers count the rows, or a name says that they are ids.</summary>
    private static bool IsNumbered(NumberColumn column, int[] keys)
    {
        for (var row = 0; row < column.Count; row++)
            if (keys[row] >= 0 && column[row] != Math.Floor(column[row]))
                return false;
        var name = column.Name;
        return name.Equals("id", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("ID", StringComparison.Ordinal) || CountsRows(column);
    }

    private static bool CountsRows(NumberColumn column)
    {
        for (var row = 1; row < column.Count; row++)
            if (column[row] - column[row - 1] is not 1)
                return false;
        return true;
    }

    private static string Shown(Column column) => column switch
    {
        CategoryColumn categories => $"'{categories[0]}'",
        NumberColumn numbers => numbers[0].ToString("R", CultureInfo.InvariantCulture),
        _ => "one moment",
    };

    private static Finding Out(string code, Column column, string what) => new(code, column.Name, $"Left out: '{column.Name}' {what}.", true);
}
