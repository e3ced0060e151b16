using System.Globalization;
using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Tables;

/// <summary>Finds out from the target what is to be learnt, and makes the target fit it.</summary>
internal static class TaskGuess
{
    private const int MostClasses = 1_000;
    private const int FewValues = 12;

    /// <summary>What the target looks like: two different values are two classes, texts are classes, other numbers are numbers.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>: the target holds moments.</exception>
    public static LearnTask Of(Column target) => target switch
    {
        CategoryColumn categories => DistinctCodes(categories) > 2 ? LearnTask.Multiclass : LearnTask.Binary,
        NumberColumn numbers => Distinct(numbers, 2).Length == 2 ? LearnTask.Binary : LearnTask.Regression,
        _ => throw new DataException($"The target '{target.Name}' holds moments; expected numbers or classes.")
        {
            Code = "wrong-kind", Column = target.Name, Hint = "Learn a number made of them, such as the days until then.",
        },
    };

    /// <summary>The target as the task needs it: labels for classes, numbers for the rest.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>, <c>constant-target</c>, <c>one-class</c>, <c>wrong-task</c>, <c>too-many-classes</c>.</exception>
    public static Column Fit(Column target, LearnTask task)
    {
        if (task is LearnTask.Regression or LearnTask.Ranking)
        {
            if (target is not NumberColumn numbers)
                throw Bad("wrong-kind", target, "holds texts", $"numbers for the task {LearnTasks.Word(task)}", "Leave --task out to learn classes.");
            var different = Distinct(numbers, 1);
            return different.Length > 1 ? numbers : throw Bad("constant-target", target,
                different.Length == 0 ? "has no value in any row" : $"is {Text(different[0])} in every row", "at least two different values", "Check the filter the table was made with.");
        }

        var classes = target as CategoryColumn ?? Labelled((NumberColumn)target);
        var count = DistinctCodes(classes);
        if (count < 2)
            throw Bad("one-class", target, count == 0 ? "has no value in any row" : $"is '{classes[FirstPresent(classes)]}' in every row", "at least two classes", "Check the filter the table was made with.");
        if (task == LearnTask.Binary && count != 2)
            throw Bad("wrong-task", target, $"has {count} classes", "two for the task binary", "Leave --task out, or give --task multiclass.");
        if (count > MostClasses)
            throw Bad("too-many-classes", target, $"has {count} classes", $"at most {MostClasses}", "Is it an id or a free text? Learn another column, or group rare classes.");
        return classes;
    }

    /// <summary>Says so where a target taken as a number has few whole values.</summary>
    public static Finding? Doubt(Column target, LearnTask task) =>
        task == LearnTask.Regression && target is NumberColumn numbers && Distinct(numbers, FewValues) is { Length: <= FewValues } values && Array.TrueForAll(values, value => value == Math.Floor(value))
            ? new Finding("few-values", target.Name, $"The target '{target.Name}' has {values.Length} different whole values and is learnt as a number; --task multiclass learns them as classes.", false)
            : null;

    /// <summary>The different values, ascending; at most one more than <paramref name="enough"/>.</summary>
    private static double[] Distinct(NumberColumn numbers, int enough)
    {
        var seen = new SortedSet<double>();
        for (var row = 0; row < numbers.Count && seen.Count <= enough; row++)
            if (!numbers.IsMissing(row))
                seen.Add(numbers[row]);
        return [.. seen];
    }

    /// <summary>Numbers as labels.</summary>
    public static CategoryColumn Labelled(NumberColumn numbers)
    {
        var (codes, levels, codeOf) = (new int[numbers.Count], new List<string>(), new Dictionary<double, int>());
        for (var row = 0; row < codes.Length; row++)
        {
            if (numbers.IsMissing(row))
            {
                codes[row] = CategoryColumn.Missing;
                continue;
            }

            if (!codeOf.TryGetValue(numbers[row], out codes[row]))
            {
                codeOf[numbers[row]] = codes[row] = levels.Count;
                levels.Add(Text(numbers[row]));
            }
        }

        return new CategoryColumn(numbers.Name, codes, levels);
    }

    private static int FirstPresent(CategoryColumn column) => Enumerable.Range(0, column.Count).First(row => !column.IsMissing(row));

    private static int DistinctCodes(CategoryColumn column)
    {
        var seen = new HashSet<int>();
        foreach (var code in column.Codes)
            seen.Add(code);
        seen.Remove(CategoryColumn.Missing);
        return seen.Count;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static DataException Bad(string code, Column target, string found, string expected, string hint) => new($"The target '{target.Name}' {found}; expected {expected}.")
    {
        Code = code, Column = target.Name, Hint = hint,
    };
}
