using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Learn;

/// <summary>What is to be learnt, as numbers.</summary>
/// <param name="Values">The number of each row; of a category the place of its label.</param>
/// <param name="Labels">The labels of the classes in ordinal order; none where the target is a number.</param>
internal sealed record Targets(float[] Values, string[] Labels)
{
    /// <summary>The target of training rows; the classes are the labels that occur.</summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="DataException"><c>wrong-kind</c> or <c>bad-target</c>.</exception>
    public static Targets Of(TabularData data) => data.Target is CategoryColumn categories
        ? Of(data, [.. categories.Codes.ToArray().Distinct().Where(code => code != CategoryColumn.Missing).Select(code => categories.Levels[code]).Order(StringComparer.Ordinal)])
        : Of(data, []);

    /// <summary>The target of other rows, with the labels of a model.</summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="DataException"><c>wrong-kind</c> or <c>bad-target</c>.</exception>
    public static Targets Of(TabularData data, string[] labels)
    {
        switch (data.Target)
        {
            case null:
                throw new ArgumentException("The data have no target; say which column is to be learnt.", nameof(data));
            case NumberColumn numbers when labels.Length == 0:
                var values = new float[numbers.Count];
                numbers.CopyTo(values);
                return new Targets(values, []);
            case CategoryColumn categories when labels.Length > 0 || categories.Count == 0:
                return new Targets([.. Enumerable.Range(0, categories.Count).Select(row => Place(categories, row, labels))], labels);
            case CategoryColumn { Name: var name }:
                throw new DataException($"The target '{name}' has no value in any row.") { Code = "bad-target", Column = name };
            default:
                throw new DataException($"The target '{data.Target.Name}' holds {data.Target.Kind}; expected {(labels.Length > 0 ? "categories" : "numbers or categories")}.")
                {
                    Code = "wrong-kind", Column = data.Target.Name,
                };
        }
    }

    private static float Place(CategoryColumn column, int row, string[] labels)
    {
        var place = column[row] is { } label ? Array.BinarySearch(labels, label, StringComparer.Ordinal) : -1;
        return place >= 0 ? place : throw new DataException($"The target of row {row + 1} is {(column[row] is { } text ? $"'{text}'" : "missing")}; expected one of {string.Join(", ", labels.Take(20))}.")
        {
            Code = "bad-target", Row = row + 1, Column = column.Name, Hint = "Leave such rows out.",
        };
    }
}
