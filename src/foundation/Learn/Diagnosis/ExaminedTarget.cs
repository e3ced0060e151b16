using Kirana.Data.Tables;

namespace Kirana.Learn.Diagnosis;

/// <summary>A target in the form in which features are held against it.</summary>
/// <param name="Numbers">For each row the number, or of two classes 0 or 1; NaN where missing. None for more classes.</param>
/// <param name="Classes">For each row its class; −1 where missing. None where the target is a number of more than two values.</param>
/// <param name="Labels">The classes in ordinal order.</param>
/// <param name="IsNumber">Whether the column holds numbers.</param>
internal sealed record ExaminedTarget(double[] Numbers, int[] Classes, string[] Labels, bool IsNumber)
{
    /// <summary>A target; a number of two values is two classes.</summary>
    /// <returns><see langword="null"/> where there is no target.</returns>
    /// <exception cref="Data.DataException"><c>wrong-kind</c>: the target holds times.</exception>
    public static ExaminedTarget? Of(TabularData data)
    {
        if (data.Target is not { } column)
            return null;
        var examined = ExaminedColumn.Of(column);
        if (column is NumberColumn)
            return examined.Distinct == 2
                ? new ExaminedTarget(Indicators(examined.Cells), examined.Cells, [.. examined.Numbers.Where(double.IsFinite).Distinct().Order().Select(value => $"{value:R}")], true)
                : new ExaminedTarget(examined.Numbers, [], [], true);
        var categories = (CategoryColumn)column;
        string[] labels = [.. categories.Codes.ToArray().Distinct().Where(code => code != CategoryColumn.Missing).Select(code => categories.Levels[code]).Order(StringComparer.Ordinal)];
        int[] classes = [.. Enumerable.Range(0, categories.Count).Select(row => categories[row] is { } label ? Array.BinarySearch(labels, label, StringComparer.Ordinal) : -1)];
        return new ExaminedTarget(labels.Length == 2 ? Indicators(classes) : [], classes, labels, false);
    }

    public int Missing => Classes.Length > 0 ? Classes.AsSpan().Count(-1) : Numbers.Count(double.IsNaN);

    private static double[] Indicators(int[] classes) => Array.ConvertAll(classes, own => own < 0 ? double.NaN : own);
}
