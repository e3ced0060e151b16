using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Scores;
using Kirana.Pipelines.Learn.Sweeps;
using Kirana.Pipelines.Learn.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn;

/// <summary>Learns one column of a table from the others, and says what the model is worth.</summary>
public static class LearnJob
{
    private const int EncodedRows = 1 << 16;

    // Enough rows to measure by; the fastest of several passes, since the first ones are still being compiled.
    private const int TimedRows = 4_096;
    private const int TimedPasses = 5;

    /// <summary>Learns.</summary>
    /// <param name="request">What and from what.</param>
    /// <param name="context">Seed, threads, cancellation and progress; held-out rows are chosen by the seed.</param>
    /// <exception cref="DataException">Nothing can be learnt from the table.</exception>
    /// <exception cref="ArgumentException">An option lies outside its range, or the learner is not for the task.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static LearnResult Run(LearnRequest request, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        if (request.Depths is not null)
            DepthStudy.Check(request.Learner);
        var prepared = PreparedTable.Of(request, context.Seed);
        var clock = new FitClock(context);
        var fitted = request.Learner.Fit(prepared.Task, prepared.Training, context with { Validation = prepared.Validation, Progress = clock });
        var seconds = clock.Stop();
        var model = new LearnedModel(request.Learner.Name, request.Target, prepared.Task == LearnTask.Ranking ? request.Group : null, prepared.Columns, fitted);

        var (test, rows) = (prepared.Test, prepared.Test.RowCount);
        if (rows == 0)
            throw new DataException("The test file has no rows.") { Code = "no-rows", Hint = "Check the filter it was made with." };
        var encoded = Encode(model, test.Table, context.Cancellation);
        var predictions = new float[rows * fitted.Outputs];
        fitted.Predict(encoded, predictions);
        var truths = Truth.Of(model, test.Target!);
        int[] groups = test.Group is null ? [] : GroupKeys.Sizes(test.Group);
        var depths = request.Depths is { } swept ? DepthStudy.Of(request.Learner, swept, prepared, context) : null;
        var baseline = Scores.Baseline.Predict(prepared.Task, prepared.Training.Target!, fitted.Labels, rows, context.Seed);
        return new LearnResult
        {
            Model = model, Findings = prepared.Findings, Training = prepared.Training, Validation = prepared.Validation, Test = test, TestRows = encoded, Truths = truths, Predictions = predictions,
            Metrics = TaskScores.Of(prepared.Task, truths, predictions, groups, context.Seed), Baseline = TaskScores.Of(prepared.Task, truths, baseline, groups, context.Seed),
            Depths = depths, Seconds = seconds, PredictMicrosecondsPerRow = Microseconds(fitted, encoded, rows, context.Clock),
        };
    }

    private static double Microseconds(FittedModel fitted, float[] encoded, int rows, TimeProvider clock)
    {
        rows = Math.Min(rows, TimedRows);
        var (best, scratch) = (double.PositiveInfinity, new float[rows * fitted.Outputs]);
        for (var pass = 0; pass < TimedPasses; pass++)
        {
            var meter = WorkMeter.Start(clock);
            fitted.Predict(encoded.AsSpan(0, rows * fitted.Features.Count), scratch);
            best = Math.Min(best, meter.Wall);
        }

        return best * 1e6 / rows;
    }

    /// <summary>The rows as the model takes them, encoded part by part so that a cancellation is heard.</summary>
    private static float[] Encode(LearnedModel model, Table table, CancellationToken cancellation)
    {
        if (table.RowCount <= EncodedRows)
            return model.Fitted.Encode(table);
        var width = model.Fitted.Features.Count;
        var all = new float[(long)table.RowCount * width];
        for (var start = 0; start < table.RowCount; start += EncodedRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] rows = [.. Enumerable.Range(start, Math.Min(EncodedRows, table.RowCount - start))];
            model.Fitted.Encode(table.Take(rows)).CopyTo(all, (long)start * width);
        }

        return all;
    }
}
