using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;
using Kirana.Pipelines.Learn.Scores;
using Kirana.Pipelines.Learn.Stacks;
using Kirana.Pipelines.Learn.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Compares learners by a plan and fits the winner.</summary>
internal static class Judgement
{
    /// <summary>Compares.</summary>
    /// <param name="options">Budget, plan and limits.</param>
    /// <param name="task">The task.</param>
    /// <param name="roles">The rows with the roles by which folds are parted.</param>
    /// <param name="all">The same rows as a learner takes them.</param>
    /// <param name="context">Seed, threads, cancellation, progress and clock.</param>
    /// <exception cref="DataException"><c>bad-plan</c>; or no learner could be fitted, in the words of the first.</exception>
    public static (string Name, FittedModel Model, ComparisonResult Result) Run(ComparisonOptions options, LearnTask task, TabularData roles, TabularData all, FitContext context)
    {
        var meter = WorkMeter.Start(context.Clock);
        var shape = TableShape.Of(all);
        var plan = options.Plan ?? Planner.Make(task, shape, options.Limits, options.BudgetSeconds, context.Seed, roles.Group is { } group ? GroupKeys.Of(group).Distinct().Count() : roles.Time is null ? null : roles.RowCount);
        plan.Check(shape);
        options.Planned?.Invoke(plan);
        var run = new ComparisonRun(plan, task, roles, all, context);
        run.Judge();

        var judged = run.Candidates.Select(candidate => Judged(run, candidate, task, options.Limits)).ToList();
        if (judged.TrueForAll(learner => learner.Excluded is not null))
            throw new DataException($"No learner could be fitted within the limits: {string.Join("; ", judged.Select(learner => $"{learner.Name}: {learner.Excluded}"))}.")
            {
                Code = "no-learner", Hint = "Loosen --max-latency or --max-size, or give a longer --budget.",
            };
        if (plan.Stacks && Stacked(run, judged, task, options.Limits) is { } stack)
            judged.Add(stack);
        var metric = DecidingFigure.Of(task);
        // Before figures are known, as when the clock stopped at once, the first in the list is the cheapest.
        var winner = judged.Where(learner => learner.Excluded is null).OrderByDescending(learner => ScoreOf(run, learner, task)).First();
        judged.Add(Baseline(run, task));
        var result = new ComparisonResult(plan, Ordered(run, judged, winner, task), metric, KindOf(roles), run.IsStopped, 0, 0);
        var model = ModelOf(run, winner, judged, task);
        return (winner.Name, model, result with { Seconds = meter.Wall, CpuSeconds = meter.Cpu });
    }

    private static string KindOf(TabularData roles) => roles.Time is not null ? "time" : roles.Group is not null ? "grouped" : roles.Target is CategoryColumn ? "stratified" : "random";

    private static ComparedLearner Judged(ComparisonRun run, CandidateRun candidate, LearnTask task, PlanLimits limits)
    {
        var none = new Dictionary<string, Interval>(StringComparer.Ordinal);
        if (!candidate.IsWhole)
            return new ComparedLearner { Name = candidate.Planned.Name, Default = none, Tuned = none, Setting = candidate.Planned.Settings[0], Excluded = candidate.Fault ?? "the clock stopped before it was judged" };
        var isTuned = candidate.IsTuned;
        var (standard, tuned) = (run.Joined(candidate.Default), isTuned ? run.Joined(candidate.Tuned) : null);
        FoldFit[] fits = [.. (isTuned ? candidate.Tuned : candidate.Default).Select(fit => fit!)];
        var (microseconds, bytes) = (fits.Min(fit => fit.MicrosecondsPerRow), fits.Max(fit => fit.Bytes));
        return new ComparedLearner
        {
            Name = candidate.Planned.Name, Setting = candidate.Planned.Settings[isTuned ? candidate.Chosen : 0], Default = Figures(run, standard, task), Tuned = Figures(run, tuned ?? standard, task),
            TrainSeconds = fits.Average(fit => fit.Seconds), Megabytes = fits.Average(fit => fit.Megabytes), MicrosecondsPerRow = microseconds, Bytes = bytes, Predictions = tuned ?? standard,
            Excluded = Beyond(microseconds, bytes, limits),
        };
    }

    private static string? Beyond(double microseconds, long bytes, PlanLimits limits) =>
        microseconds > limits.MostMicroseconds ? FormattableString.Invariant($"{microseconds:0.0} µs a row, above the limit of {limits.MostMicroseconds:0.0}")
        : bytes > limits.MostBytes ? FormattableString.Invariant($"{bytes / 1e3:0} KB, above the limit of {limits.MostBytes / 1e3:0}") : null;

    /// <summary>The weighted mean of all that may take part; <see langword="null"/> where it is one of them alone.</summary>
    private static ComparedLearner? Stacked(ComparisonRun run, List<ComparedLearner> judged, LearnTask task, PlanLimits limits)
    {
        ComparedLearner[] members = [.. judged.Where(learner => learner.Excluded is null && learner.Predictions.Length > 0)];
        if (members.Length < 2)
            return null;
        float[][] predictions = [.. members.Select(member => member.Predictions)];
        var mean = new float[predictions[0].Length];
        Array.Fill(mean, float.NaN);
        foreach (var fold in run.Outer)
        {
            // The weights of a fold are found on the rows of the other folds.
            var held = fold.Held.ToHashSet();
            var others = run.Held.Where(row => !held.Contains(row)).ToArray();
            var own = StackWeights.Mean(predictions, StackWeights.Of(task, run.Truths, predictions, others.Length > 0 ? others : run.Held));
            foreach (var row in fold.Held)
                own.AsSpan(row * run.Outputs, run.Outputs).CopyTo(mean.AsSpan(row * run.Outputs));
        }

        var weights = StackWeights.Of(task, run.Truths, predictions, run.Held);
        if (weights.Count(weight => weight > 0) < 2)
            return null;
        var kept = members.Where((_, m) => weights[m] > 0).ToArray();
        var even = StackWeights.Mean(predictions, [.. Enumerable.Repeat(1.0 / members.Length, members.Length)]);
        var (microseconds, bytes) = (kept.Sum(member => member.MicrosecondsPerRow), kept.Sum(member => member.Bytes));
        return new ComparedLearner
        {
            Name = Contenders.Stack, Default = Figures(run, even, task), Tuned = Figures(run, mean, task), TrainSeconds = kept.Sum(member => member.TrainSeconds), Megabytes = kept.Sum(member => member.Megabytes),
            MicrosecondsPerRow = microseconds, Bytes = bytes, Predictions = mean, Excluded = Beyond(microseconds, bytes, limits),
            Weights = members.Select((member, m) => (member.Name, Weight: weights[m])).Where(pair => pair.Weight > 0).ToDictionary(pair => pair.Name, pair => pair.Weight, StringComparer.Ordinal),
        };
    }

    private static ComparedLearner Baseline(ComparisonRun run, LearnTask task)
    {
        var all = new float[run.Data.RowCount * run.Outputs];
        Array.Fill(all, float.NaN);
        foreach (var fold in run.Outer)
        {
            var own = Scores.Baseline.Predict(task, run.Data.Take(fold.Train).Target!, run.Labels, 1, run.Plan.Seed);
            foreach (var row in fold.Held)
                own.CopyTo(all, row * run.Outputs);
        }

        var figures = Figures(run, all, task);
        return new ComparedLearner { Name = Contenders.Baseline, Default = figures, Tuned = figures, Predictions = all, Excluded = "looks at no column" };
    }

    private static ComparedLearner[] Ordered(ComparisonRun run, List<ComparedLearner> judged, ComparedLearner winner, LearnTask task) =>
        [.. judged.OrderByDescending(learner => ReferenceEquals(learner, winner)).ThenByDescending(learner => ScoreOf(run, learner, task))
            .Select(learner => learner with
            {
                IsWinner = ReferenceEquals(learner, winner), Behind = ReferenceEquals(learner, winner) ? null : Behind(run, winner, learner, task),
                HeldRows = ReferenceEquals(learner, winner) && learner.Predictions.Length > 0 ? (Array.ConvertAll(run.Held, row => run.Truths[row]), OfHeld(run, learner.Predictions)) : ([], []),
            })];

    private static double ScoreOf(ComparisonRun run, ComparedLearner learner, LearnTask task) =>
        learner.Predictions.Length == 0 ? double.NegativeInfinity : DecidingFigure.Score(task, Array.ConvertAll(run.Held, row => run.Truths[row]), OfHeld(run, learner.Predictions));

    private static IReadOnlyDictionary<string, Interval> Figures(ComparisonRun run, float[] predictions, LearnTask task) =>
        TaskScores.Of(task, Array.ConvertAll(run.Held, row => run.Truths[row]), OfHeld(run, predictions), [], run.Plan.Seed);

    private static float[] OfHeld(ComparisonRun run, float[] predictions) =>
        run.Outputs == 1 ? Array.ConvertAll(run.Held, row => predictions[row]) : [.. run.Held.SelectMany(row => predictions.AsSpan(row * run.Outputs, run.Outputs).ToArray())];

    /// <summary>By how much the winner is better, with the interval of the differences by row.</summary>
    private static Interval? Behind(ComparisonRun run, ComparedLearner winner, ComparedLearner other, LearnTask task)
    {
        if (winner.Predictions.Length == 0 || other.Predictions.Length == 0)
            return null;
        var (truths, first, second) = (Array.ConvertAll(run.Held, row => run.Truths[row]), OfHeld(run, winner.Predictions), OfHeld(run, other.Predictions));
        if (task == LearnTask.Binary)
            return RocArea.Difference(truths, Array.ConvertAll(first, own => (double)own), Array.ConvertAll(second, own => (double)own));
        var differences = new double[truths.Length];
        // The difference of two roots is that of their squares over their sum.
        var sum = task == LearnTask.Regression ? winner.Tuned["rmse"].Estimate + other.Tuned["rmse"].Estimate : 1;
        for (var row = 0; row < truths.Length; row++)
            differences[row] = task == LearnTask.Regression
                ? (Square((double)truths[row] - second[row]) - Square((double)truths[row] - first[row])) / Math.Max(sum, double.Epsilon)
                : Math.Log(Math.Max(1e-15, first[row * run.Outputs + (int)truths[row]])) - Math.Log(Math.Max(1e-15, second[row * run.Outputs + (int)truths[row]]));
        return TaskScores.Mean(differences, run.Plan.Seed);
    }

    private static double Square(double value) => value * value;

    private static FittedModel ModelOf(ComparisonRun run, ComparedLearner winner, List<ComparedLearner> judged, LearnTask task)
    {
        if (winner.Weights.Count == 0)
            return run.FitAll([winner.Setting!])[0];
        ComparedLearner[] members = [.. judged.Where(learner => winner.Weights.ContainsKey(learner.Name))];
        return StackedModel.Of(task, run.FitAll([.. members.Select(member => member.Setting!)]), [.. members.Select(member => winner.Weights[member.Name])], run.Data.Table);
    }
}
