using System.Globalization;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Cli.Reports.Learn;

/// <summary>Which columns were kept, by what, and how surely.</summary>
internal static class ChosenColumnsBlocks
{
    private const int MostNamed = 15;

    /// <summary>Composes the blocks; none where the winner looks at all columns.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IEnumerable<Block> Of(ComparisonResult comparison)
    {
        // A stack has several parts; the weightiest that was given a choice is shown.
        var parts = comparison.Learners.Where(learner => learner.Columns is { Columns.Count: > 0 }).OrderByDescending(learner => comparison.Winner.Weights.GetValueOrDefault(learner.Name)).ToArray();
        if (parts.Length == 0)
            yield break;
        yield return new ItemList("Which columns were kept", [.. parts.Select(learner => new ListEntry(LearnerWords.Name(learner.Name), Words(learner.Columns!)))]);
        var columns = parts[0].Columns!;
        yield return new Table(
            [new TableColumn("Column"), new TableColumn(Measure(columns.Choice), true), new TableColumn($"chosen in, of {columns.Folds} folds", true)],
            [.. columns.Columns.Take(MostNamed).Select(column => (IReadOnlyList<Cell>)[column.Name, column.Importance.ToString("0.###", CultureInfo.InvariantCulture), $"{column.Folds}"])],
            $"Columns kept for {LearnerWords.Name(parts[0].Name)}{(columns.Columns.Count > MostNamed ? $", the {MostNamed} strongest of {columns.Columns.Count}" : "")}; a column that was chosen in few folds may be there by luck");
    }

    private static string Words(ChosenColumns own)
    {
        var always = own.Columns.Count(column => column.Folds == own.Folds);
        return $"{own.Columns.Count} of {own.Among} columns, {Why(own.Choice)}; {(always == own.Columns.Count ? "the same" : $"{always} of them")} in every fold";
    }

    private static string Why(ColumnChoice choice) => choice switch
    {
        ColumnChoice.Trees => "those a small boosting gained most by",
        ColumnChoice.Filters => "those that by themselves say something of the target, by a test",
        ColumnChoice.Sparse => "those to which absolute prices leave a coefficient",
        ColumnChoice.Shadows => "those that are more to a forest than shuffled columns",
        ColumnChoice.Stability => "those the lasso takes on most halves of the rows",
        ColumnChoice.Elimination => "those left when the least important ones had been eliminated as long as cross-validation did not mind",
        ColumnChoice.Forward => "those added one by one as long as cross-validation gained",
        _ => "those left when all others could go without a loss in cross-validation",
    };

    private static string Measure(ColumnChoice choice) => choice switch
    {
        ColumnChoice.Trees => "gain",
        ColumnChoice.Filters => "test statistic",
        ColumnChoice.Sparse => "size of the coefficient",
        ColumnChoice.Shadows => "importance",
        ColumnChoice.Stability => "share of halves",
        _ => "place",
    };
}
