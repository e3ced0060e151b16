using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Fits settings on some rows and asks the models about others. Thread-safe.</summary>
/// <param name="task">The task.</param>
/// <param name="data">The rows that are compared on.</param>
/// <param name="labels">All classes, in ordinal order.</param>
/// <param name="context">Seed, cancellation and clock; a fit takes one thread.</param>
internal sealed class FoldFitter(LearnTask task, TabularData data, IReadOnlyList<string> labels, FitContext context)
{
    private readonly FitContext _alone = context with { Threads = 1, Progress = null, Validation = null };

    /// <summary>The numbers of one prediction.</summary>
    public int Outputs { get; } = task == LearnTask.Multiclass ? labels.Count : 1;

    /// <summary>Orders the columns by some rows.</summary>
    public string[] Rank(int[] rows)
    {
        try
        {
            return ColumnRanking.Of(task, data.Take(rows), _alone);
        }
        catch (DataException)
        {
            // The learners themselves will say what is wrong with these rows.
            return [];
        }
    }

    /// <summary>Fits one setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="held">The rows to predict.</param>
    /// <param name="ranking">The columns in their order by the rows to learn from.</param>
    /// <param name="weighs">Whether the model's file is weighed.</param>
    public FoldFit Fit(PlannedSetting setting, int[] train, int[] held, string[] ranking, bool weighs)
    {
        try
        {
            var rows = ColumnRanking.Take(data.Take(train), ranking, setting.Columns);
            var (start, allocated) = (context.Clock.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var fitted = setting.Make().Fit(task, rows, _alone);
            var (seconds, megabytes) = (context.Clock.GetElapsedTime(start).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6);
            var encoded = fitted.Encode(data.Table.Take(held));
            var predictions = new float[held.Length * fitted.Outputs];
            start = context.Clock.GetTimestamp();
            fitted.Predict(encoded, predictions);
            var microseconds = context.Clock.GetElapsedTime(start).TotalMicroseconds / Math.Max(1, held.Length);
            if (Array.Exists(predictions, prediction => !float.IsFinite(prediction)))
                return FoldFit.Failed("its prediction of a row is no number");
            return new FoldFit(Placed(fitted, predictions), seconds, megabytes, microseconds, weighs ? fitted.Write().ToArray().Length : 0, null);
        }
        catch (Exception fault) when (fault is DataException or NotConvergedException or ArgumentException or NotSupportedException)
        {
            return FoldFit.Failed(fault.Message);
        }
    }

    /// <summary>Fits one setting on all rows.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="all">The rows, those that were compared on and the others.</param>
    /// <param name="own">Threads and progress of the fit.</param>
    public FittedModel FitAll(PlannedSetting setting, TabularData all, FitContext own)
    {
        var ranking = setting.Columns > 0 ? ColumnRanking.Of(task, all, own) : [];
        return setting.Make().Fit(task, ColumnRanking.Take(all, ranking, setting.Columns), own with { Validation = null });
    }

    /// <summary>Predictions with a place for every class, those the model does not know included.</summary>
    private float[] Placed(FittedModel fitted, float[] predictions)
    {
        if (Outputs == 1 || fitted.Labels.SequenceEqual(labels, StringComparer.Ordinal))
            return predictions;
        var (own, rows) = (fitted.Outputs, predictions.Length / fitted.Outputs);
        int[] place = [.. fitted.Labels.Select(label => Enumerable.Range(0, labels.Count).First(k => string.Equals(labels[k], label, StringComparison.Ordinal)))];
        var all = new float[rows * Outputs];
        for (var row = 0; row < rows; row++)
            for (var k = 0; k < own; k++)
                all[row * Outputs + place[k]] = predictions[row * own + k];
        return all;
    }
}
