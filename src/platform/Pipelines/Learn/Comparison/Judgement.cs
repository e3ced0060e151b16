using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Selection;
using Kirana.Learn.Stacking;
using Kirana.Learn.Validation;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;
using Kirana.Pipelines.Learn.Scores;
using Kirana.Pipelines.Learn.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>Compares learners by a plan and fits the winner.</summary>
internal sealed class Judgement
{
    // A member below this weight is left out of the stack: it would cost as much as any other.
    private const double LeastWeight = 0.03;
    private const int TimedRows = 1_000;
    private const int TimedPasses = 3;

    private readonly ComparisonRun _run;
    private readonly LearnTask _task;
    private readonly PlanLimits _limits;
    private readonly TimeProvider _clock;
    private (string[] Members, StackedValidation Weights)? _stack;

    private Judgement(ComparisonRun run, LearnTask task, PlanLimits limits, TimeProvider clock) => (_run, _task, _limits, _clock) = (run, task, limits, clock);

    private Score Score => DecidingFigure.Score(_task);

    /// <summary>Compares.</summary>
    /// <param name="options">Budget, plan and limits.</param>
    /// <param name="task">The task.</param>
    /// <param name="roles">The rows with the roles by which folds are parted.</param>
    /// <param name="all">The same rows as a learner takes them.</param>
    /// <param name="context">Seed, threads, cancellation, progress and clock.</param>
    /// <param name="spent">Seconds of the budget that went into preparing the rows.</param>
    /// <exception cref="DataException"><c>bad-plan</c>; or no learner could be fitted, in the words of the first.</exception>
    public static (string Name, FittedModel Model, ComparisonResult Result) Run(ComparisonOptions options, LearnTask task, TabularData roles, TabularData all, FitContext context, double spent)
    {
        var meter = WorkMeter.Start(context.Clock);
        var shape = TableShape.Of(all);
        var plan = options.Plan ?? Planner.Make(task, shape, options.Limits, options.BudgetSeconds, context.Seed, roles.Group is { } group ? GroupKeys.Of(group).Distinct().Count() : roles.Time is null ? null : roles.RowCount, options.Wishes);
        plan.Check(shape);
        options.Planned?.Invoke(plan);
        var run = new ComparisonRun(plan, task, roles, all, context, spent);
        run.Judge();
        var own = new Judgement(run, task, options.Limits, context.Clock);
        var judged = own.Learners();
        var winner = judged.Where(learner => learner.Excluded is null).Aggregate((best, other) => own.Score.IsBetter(own.Figure(other), own.Figure(best)) ? other : best);
        judged.Add(own.Baseline());
        var result = new ComparisonResult(plan, own.Ordered(judged, winner), DecidingFigure.Of(task), KindOf(roles), run.IsStopped, 0, 0);
        var model = own.ModelOf(winner, judged, all);
        return (winner.Name, model, result with { Learners = [.. result.Learners.Select(learner => own.WithColumns(learner, winner, all))], Seconds = meter.Wall, CpuSeconds = meter.Cpu });
    }

    private static string KindOf(TabularData roles) => roles.Time is not null ? "time" : roles.Group is not null ? "grouped" : roles.Target is CategoryColumn ? "stratified" : "random";

    /// <summary>The candidates and their stack.</summary>
    private List<ComparedLearner> Learners()
    {
        var judged = _run.Candidates.Select(Judged).ToList();
        if (judged.TrueForAll(learner => learner.Excluded is not null))
            throw new DataException($"No learner could be fitted within the limits: {string.Join("; ", judged.Select(learner => $"{learner.Name}: {learner.Excluded}"))}.")
            {
                Code = "no-learner", Hint = "Loosen --max-latency or --max-size, or give a longer --budget.",
            };
        if (_run.Plan.Stacks && Stacked(judged) is { } stack)
            judged.Add(stack);
        return judged;
    }

    private ComparedLearner Judged(CandidateRun candidate)
    {
        var none = new Dictionary<string, Interval>(StringComparer.Ordinal);
        if (!candidate.IsWhole)
            return new ComparedLearner { Name = candidate.Planned.Name, Default = none, Tuned = none, Setting = candidate.Planned.Settings[0], Excluded = candidate.Fault ?? "the clock stopped before it was judged" };
        var (standard, tuned) = (candidate.Default.Predictions, candidate.Tuned.Predictions);
        var fits = candidate.Fits;
        var (microseconds, bytes) = (Microseconds(fits[0].Fitted!), (long)fits[0].Fitted!.Write().ToArray().Length);
        var figures = TaskScores.Of(_task, standard, _run.Plan.Seed);
        return new ComparedLearner
        {
            Name = candidate.Planned.Name, Setting = candidate.Chosen, Default = figures, Tuned = candidate.IsTuned ? TaskScores.Of(_task, tuned, _run.Plan.Seed) : figures,
            TrainSeconds = fits.Skip(candidate is { IsTuned: false, Held: not null } ? 1 : 0).Average(fit => fit.Seconds), AllocatedMegabytes = fits.Average(fit => fit.Allocated), PeakMegabytes = candidate.Held, KktResidual = fits[0].Fitted!.KktResidual, MicrosecondsPerRow = microseconds, Bytes = bytes, Held = tuned,
            Excluded = Beyond(microseconds, bytes),
        };
    }

    /// <summary>Microseconds to predict a row, many together: the fastest of several passes, since the first are still being compiled.</summary>
    private double Microseconds(FittedModel fitted)
    {
        var rows = Math.Min(TimedRows, _run.Data.RowCount);
        var (encoded, scratch, best) = (fitted.Encode(_run.Data.Table.Select(fitted.Features).Take([.. Enumerable.Range(0, rows)])), new float[rows * fitted.Outputs], double.PositiveInfinity);
        for (var pass = 0; pass < TimedPasses; pass++)
        {
            var start = _clock.GetTimestamp();
            fitted.Predict(encoded, scratch);
            best = Math.Min(best, _clock.GetElapsedTime(start).TotalMicroseconds);
        }

        return best / rows;
    }

    private string? Beyond(double microseconds, long bytes) =>
        microseconds > _limits.MostMicroseconds ? FormattableString.Invariant($"{microseconds:0.0} µs a row, above the limit of {_limits.MostMicroseconds:0.0}")
        : bytes > _limits.MostBytes ? FormattableString.Invariant($"{bytes / 1e3:0} KB, above the limit of {_limits.MostBytes / 1e3:0}") : null;

    /// <summary>The stack of all that may take part; <see langword="null"/> where it is one of them alone.</summary>
    private ComparedLearner? Stacked(List<ComparedLearner> judged)
    {
        ComparedLearner[] members = [.. judged.Where(learner => learner is { Excluded: null, Held: not null })];
        if (members.Length < 2)
            return null;
        CrossValidated[] validated = [.. members.Select(member => _run.Candidates.First(own => string.Equals(own.Planned.Name, member.Name, StringComparison.Ordinal)).Tuned)];
        var stack = StackedValidation.Of(validated, leastWeight: LeastWeight);
        var weights = stack.Weights.ToArray();
        if (weights.Count(weight => weight is not 0) < 2)
            return null;
        ComparedLearner[] kept = [.. members.Where((_, m) => weights[m] is not 0)];
        var (microseconds, bytes, held) = (kept.Sum(member => member.MicrosecondsPerRow), kept.Sum(member => member.Bytes), stack.Judge(validated[0]));
        _stack = ([.. members.Select(member => member.Name)], stack);
        return new ComparedLearner
        {
            Name = Contenders.Stack, Default = TaskScores.Of(_task, stack.Mean(), _run.Plan.Seed), Tuned = TaskScores.Of(_task, held, _run.Plan.Seed), TrainSeconds = kept.Sum(member => member.TrainSeconds),
            AllocatedMegabytes = kept.Sum(member => member.AllocatedMegabytes), MicrosecondsPerRow = microseconds, Bytes = bytes, Held = held, Excluded = Beyond(microseconds, bytes),
            Weights = members.Select((member, m) => (member.Name, Weight: weights[m])).Where(pair => pair.Weight is not 0).ToDictionary(pair => pair.Name, pair => pair.Weight, StringComparer.Ordinal),
        };
    }

    /// <summary>The mean of the training target, or the shares of its classes, in each fold.</summary>
    private ComparedLearner Baseline()
    {
        var held = _run.Candidates.First(candidate => candidate.IsWhole).Default.Predictions;
        var (values, placeOf) = (new double[held.Values.Length], held.Rows.ToArray().Select((row, place) => (row, place)).ToDictionary(pair => pair.row, pair => pair.place));
        foreach (var fold in _run.Outer.Part(_run.Data, _run.Plan.Seed)[0])
        {
            var own = Scores.Baseline.Predict(_task, _run.Data.Target!.Take(fold.Train), held.Labels, 1, _run.Plan.Seed);
            foreach (var row in fold.Held)
                for (var k = 0; k < own.Length; k++)
                    values[placeOf[row] * own.Length + k] = own[k];
        }

        var predictions = held.With(values, held.Labels.Count > 0);
        var figures = TaskScores.Of(_task, predictions, _run.Plan.Seed);
        return new ComparedLearner { Name = Contenders.Baseline, Default = figures, Tuned = figures, Held = predictions, Excluded = "looks at no column" };
    }

    private ComparedLearner[] Ordered(List<ComparedLearner> judged, ComparedLearner winner)
    {
        var best = judged.OrderByDescending(learner => ReferenceEquals(learner, winner));
        var sign = Score.GreaterIsBetter ? 1 : -1;
        return [.. best.ThenByDescending(learner => learner.Held is null ? double.NegativeInfinity : sign * Figure(learner))
            .Select(learner => learner with { IsWinner = ReferenceEquals(learner, winner), Behind = ReferenceEquals(learner, winner) ? null : Behind(winner, learner) })];
    }

    private double Figure(ComparedLearner learner) => learner.Held is { } held ? Score.Of(held) : double.NaN;

    /// <summary>By how much the winner is better, with the interval of the differences by row.</summary>
    private Interval? Behind(ComparedLearner winner, ComparedLearner other)
    {
        if (winner.Held is null || other.Held is null)
            return null;
        return Score.GreaterIsBetter
            ? PairedComparison.OverRows(winner.Held, other.Held, Score, _run.Plan.Seed)
            : PairedComparison.OverRows(other.Held, winner.Held, Score, _run.Plan.Seed);
    }

    /// <summary>A part of the winner with the columns it was given.</summary>
    private ComparedLearner WithColumns(ComparedLearner learner, ComparedLearner winner, TabularData all)
    {
        var isPart = learner.IsWinner || winner.Weights.ContainsKey(learner.Name);
        if (!isPart || learner.Setting is not { Chooses: true } setting)
            return learner;
        var fits = _run.Candidates.First(own => string.Equals(own.Planned.Name, learner.Name, StringComparison.Ordinal)).Fits;
        var chosen = _run.Selection(setting).Scores.Where(score => score.Verdict == FeatureVerdict.Relevant).OrderByDescending(score => score.Importance)
            .Select(score => new ChosenColumn(score.Name, score.Importance, fits.Count(fit => fit.Columns.Contains(score.Name, StringComparer.Ordinal))));
        return learner with { Columns = new ChosenColumns(setting.Choice, all.Features.Count, fits.Length, [.. chosen]) };
    }

    private FittedModel ModelOf(ComparedLearner winner, List<ComparedLearner> judged, TabularData all)
    {
        if (winner.Weights.Count == 0)
            return _run.FitAll([winner.Setting!])[0];
        var (members, weights) = _stack!.Value;
        string[] kept = [.. members.Where(winner.Weights.ContainsKey)];
        var models = _run.FitAll([.. kept.Select(name => judged.First(learner => string.Equals(learner.Name, name, StringComparison.Ordinal)).Setting!)]);
        // Columns that no member looks at are no part of the stack.
        var used = models.SelectMany(model => model.Features).ToHashSet(StringComparer.Ordinal);
        var data = new TabularData(all.Table.Select([.. all.Features.Select(column => column.Name).Where(used.Contains), all.Target!.Name]), all.Target.Name);
        return FittedModel.Of(_task, weights.ModelOf(data, [.. members.Select(name => Array.IndexOf(kept, name) is >= 0 and var at ? models[at].Model : null)]));
    }
}
