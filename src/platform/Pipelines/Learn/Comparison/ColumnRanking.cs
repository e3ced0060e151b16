using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Orders columns by what a boosting of some rows gained by them, and takes the first.</summary>
/// <remarks>It is made anew of the training rows of every fold: a choice of columns by all rows would let held-out rows into the fit.</remarks>
internal static class ColumnRanking
{
    /// <summary>The boosting that orders columns: quick, and with half of the columns for each tree, so that columns that resemble each other all get their turn.</summary>
    public static PlannedSetting Setting { get; } = new("boosting", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bins"] = "63", ["feature-fraction"] = "0.5", ["leaves"] = "15", ["trees"] = "60" }, 0);

    /// <summary>The columns that boosting gained by, the most telling first.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public static string[] Of(LearnTask task, TabularData data, FitContext context)
    {
        var fitted = Setting.Make().Fit(task, data, context with { Validation = null, Progress = null });
        return [.. Enumerable.Range(0, fitted.Features.Count).Where(f => fitted.Gain[f] > 0).OrderByDescending(f => fitted.Gain[f]).Select(f => fitted.Features[f])];
    }

    /// <summary>The rows with the first columns of an order alone; all where there are no more, or none tells anything.</summary>
    public static TabularData Take(TabularData data, string[] ranking, int columns)
    {
        if (columns == 0 || ranking.Length == 0 || columns >= data.Features.Count)
            return data;
        var taken = ranking.Take(columns).ToHashSet(StringComparer.Ordinal);
        string[] roles = [.. new[] { data.Target!.Name, data.Weight?.Name }.OfType<string>()];
        // In the table's order, so that the same columns make the same model whatever they gained.
        return new TabularData(data.Table.Select([.. data.Features.Select(column => column.Name).Where(taken.Contains), .. roles]), data.Target.Name, data.Weight?.Name);
    }
}
