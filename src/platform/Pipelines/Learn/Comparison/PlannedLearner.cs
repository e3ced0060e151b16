using System.Runtime.CompilerServices;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A setting as one of Learn's learners, for its cross-validation and its search. It remembers what each fit took.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Task">The task.</param>
/// <param name="Ranking">What chooses columns.</param>
/// <param name="Fits">Takes what is known of each model, for as long as it lives.</param>
internal sealed record PlannedLearner(PlannedSetting Setting, LearnTask Task, ColumnRanking Ranking, ConditionalWeakTable<ITableModel, PlannedFit> Fits) : IEstimator<ITableModel>
{
    /// <inheritdoc/>
    public ITableModel Fit(TabularData data, FitContext context)
    {
        var rows = Alone(data);
        rows = Setting.ByShadows ? Ranking.TakeByShadows(rows, context) : Setting.Columns > 0 ? Ranking.Take(rows, Setting.Columns, context) : rows;
        var (start, allocated) = (context.Clock.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var fitted = Setting.Make().Fit(Task, rows, context);
        Fits.Add(fitted.Model, new PlannedFit(fitted, context.Clock.GetElapsedTime(start).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6));
        return fitted.Model;
    }

    /// <summary>Fits a model and says what is known of it.</summary>
    public PlannedFit FitKnown(TabularData data, FitContext context) => Fits.TryGetValue(Fit(data, context), out var fit) ? fit : throw new InvalidOperationException("The fit was not noted.");

    /// <summary>The rows without the columns by which folds are parted, which no learner here has a use for.</summary>
    private static TabularData Alone(TabularData data)
    {
        string[] roles = [.. new[] { data.Group?.Name, data.Time?.Name }.OfType<string>()];
        return roles.Length == 0 ? data : new TabularData(data.Table.Select(data.Table.Columns.Select(column => column.Name).Except(roles, StringComparer.Ordinal)), data.Target!.Name, data.Weight?.Name);
    }
}
