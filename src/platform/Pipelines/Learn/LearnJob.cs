using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Decisions;
using Kirana.Pipelines.Learn.Explanation;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Reference;
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
        var start = context.Clock.GetTimestamp();
        if (request.Depths is not null)
            DepthStudy.Check(request.Learner);
        // A comparison holds rows out by itself.
        var prepared = PreparedTable.Of(request.Comparison is null ? request : request with { Learner = TableLearners.All[0] }, context);
        if (prepared.Task == LearnTask.Ranking && request.Comparison is not null)
        {
            // Lists have one learner, and nothing to be compared with it.
            request = request with { Comparison = null };
            prepared = PreparedTable.Of(request, context);
        }

        if (request.Costs is not null && prepared.Task is not (LearnTask.Binary or LearnTask.Multiclass))
            throw new ArgumentException($"Costs of calls need classes, and the task is {LearnTasks.Word(prepared.Task)}.");
        var fit = Fit(request, prepared, context, context.Clock.GetElapsedTime(start).TotalSeconds);
        var fitted = fit.Model;
        if (fitted.Gain.All(gain => gain is 0))
            fitted = fitted.WithGain(SurrogateGain.Of(fitted, prepared.Training, context));
        var kindOf = prepared.Columns.Columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);
        var columns = new Schema(fitted.Features.Select(name => (name, kindOf[name])));
        var model = new LearnedModel(fit.Name, request.Target, prepared.Task == LearnTask.Ranking ? request.Group : null, columns, fitted);

        var (test, rows) = (prepared.Test, prepared.Test.RowCount);
        if (rows == 0)
            throw new DataException("The test file has no rows.") { Code = "no-rows", Hint = "Check the filter it was made with." };
        var encoded = Encode(model, test.Table, context.Cancellation);
        var predictions = new float[rows * fitted.Outputs];
        fitted.Predict(encoded, predictions);
        var truths = Truth.Of(model, test.Target!);
        int[] groups = test.Group is null ? [] : GroupKeys.Sizes(test.Group);
        DecisionOutcome? decision = null;
        if (fitted.Labels.Count > 1)
        {
            var (rule, isFromRows) = request.Costs is { } costs ? DecisionOutcome.RuleFor(costs(fitted.Labels), fit.HeldTruths, fit.Held) : (DecisionRule.MostProbable, false);
            model = model with { Rule = rule };
            decision = DecisionOutcome.Of(rule, isFromRows, truths, predictions, fitted.Labels.Count, context.Seed);
        }

        model = model with { Reference = ReferenceStatistics.Of(prepared.Training, fitted.Features, predictions, fitted.Outputs) };
        var depths = request.Depths is { } swept ? DepthStudy.Of(request.Learner, swept, prepared, context) : null;
        var baseline = Scores.Baseline.Predict(prepared.Task, prepared.Training.Target!, fitted.Labels, rows, context.Seed);
        return new LearnResult
        {
            Model = model, Findings = [.. prepared.Findings, .. fit.Findings], Training = prepared.Training, Validation = prepared.Validation, Test = test, TestRows = encoded, Truths = truths, Predictions = predictions,
            Metrics = TaskScores.Of(prepared.Task, truths, predictions, groups, context.Seed), Baseline = TaskScores.Of(prepared.Task, truths, baseline, groups, context.Seed),
            Comparison = fit.Comparison, Decision = decision, Depths = depths, Refit = RefitOf(request, prepared.Task, fit), Seconds = fit.Seconds, PredictMicrosecondsPerRow = Microseconds(fitted, encoded, rows, context.Clock),
        };
    }

    private static LearnedFit Fit(LearnRequest request, PreparedTable prepared, FitContext context, double spent)
    {
        if (request.Comparison is { } options)
        {
            var (name, model, result) = Judgement.Run(options, prepared.Task, prepared.Roles, prepared.Training, context, spent);
            return LearnedFit.Of(name, model, result);
        }

        var clock = new FitClock(context);
        var fitted = request.Learner.Fit(prepared.Task, prepared.Training, context with { Validation = prepared.Validation, Progress = clock });
        return new LearnedFit(request.Learner.Name, fitted, clock.Stop(), null, [], [], []);
    }

    private static Refit? RefitOf(LearnRequest request, LearnTask task, LearnedFit fit)
    {
        if (fit.Comparison is null)
            return request.Learner.NeedsValidation ? null : new Refit(request.Learner.Name, (data, own) => request.Learner.Fit(task, data, own));
        var best = fit.Comparison.Learners.FirstOrDefault(learner => learner.Setting is not null && learner.Excluded is null);
        return best is null ? null : new Refit(best.Name, (data, own) => PlannedLearner.FitAll(best.Setting!, task, new ColumnChooser(task), data, own));
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
