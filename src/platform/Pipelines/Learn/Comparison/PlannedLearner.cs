using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>A setting as one of Learn's learners, for its cross-validation and its search.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Task">The task.</param>
/// <param name="Chooser">What chooses columns.</param>
/// <param name="Took">Told of each model and what it took, on the thread that fitted it.</param>
internal sealed record PlannedLearner(PlannedSetting Setting, LearnTask Task, ColumnChooser Chooser, Action<PlannedFit> Took) : IEstimator<ITableModel>
{
    /// <inheritdoc/>
    public ITableModel Fit(TabularData data, FitContext context)
    {
        var rows = Chooser.Take(Alone(data), Setting, context);
        var (start, allocated) = (context.Clock.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var fitted = Setting.Make().Fit(Task, rows, context);
        Took(new PlannedFit(fitted, [.. rows.Features.Select(column => column.Name)], context.Clock.GetElapsedTime(start).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6));
        return fitted.Model;
    }

    /// <summary>Fits a setting to all rows.</summary>
    public static FittedModel FitAll(PlannedSetting setting, LearnTask task, ColumnChooser chooser, TabularData data, FitContext context)
    {
        FittedModel? fitted = null;
        new PlannedLearner(setting, task, chooser, fit => fitted = fit.Fitted).Fit(data, context);
        return fitted!;
    }

    /// <summary>The rows without the columns by which folds are parted, which no learner here has a use for.</summary>
    public static TabularData Alone(TabularData data)
    {
        string[] roles = [.. new[] { data.Group?.Name, data.Time?.Name }.OfType<string>()];
        return roles.Length == 0 ? data : new TabularData(data.Table.Select(data.Table.Columns.Select(column => column.Name).Except(roles, StringComparer.Ordinal)), data.Target!.Name, data.Weight?.Name);
    }
}
