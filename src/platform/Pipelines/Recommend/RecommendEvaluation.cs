using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>Evaluates a recipe on files of lines <c>user item item …</c>, as published comparisons do.</summary>
public static class RecommendEvaluation
{
    /// <summary>Loads, tunes if asked, fits, ranks and measures.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="KeyNotFoundException">There is no such recipe.</exception>
    /// <exception cref="DataException">A file cannot be read, or leaves nothing to learn from or to ask.</exception>
    public static RecommendEvaluationResult Run(RecommendEvaluationRequest request)
    {
        Check(request);
        var recipe = IsAny(request) ? null : Recipes.Named(request.Recipe);
        var context = request.Context;

        var load = WorkMeter.Start(context.Clock);
        var (split, cut, refit) = Load(request);
        var loadSeconds = load.Wall;

        var tune = WorkMeter.Start(context.Clock);
        var tuning = recipe is null ? RecipeSearch.Choose(cut(), request.Lengths.Max(), request.Budget, context)
            : request.Tune ? Tuning.Choose(recipe, cut(), request.Lengths.Max(), context) : null;
        var tuneSeconds = tuning is not null ? tune.Wall : 0;
        var learner = tuning?.Chosen ?? recipe!.Learner;

        var train = WorkMeter.Start(context.Clock);
        var model = learner.Fit(split.Train, context);
        var (trainCpu, trainWall) = (train.Cpu, train.Wall);

        var score = WorkMeter.Start(context.Clock);
        var report = RankingEvaluation.Evaluate(model, split.Cases, request.Lengths, context, split.Train);
        var (scoreCpu, scoreWall) = (score.Cpu, score.Wall);

        return new RecommendEvaluationResult
        {
            Metrics = report.Metrics,
            RefitMetrics = request.Refit ? Evaluate(learner, refit(), request.Lengths, context) : null,
            Recipe = recipe?.Name ?? tuning!.Recipe,
            Options = learner.Options,
            Tuning = tuning?.Trials,
            Why = tuning?.Why,
            Cases = report.Cases,
            Train = new TrainingSize(split.Train.UserCount, split.Train.ItemCount, split.Train.Count),
            Seconds = new RecommendEvaluationSeconds(loadSeconds, trainCpu, trainWall, scoreCpu, scoreWall, tuneSeconds),
            PeakMegabytes = WorkMeter.PeakMegabytes,
        };
    }

    /// <summary>The split that is reported, and how to make the cut for tuning and the split for refitting when they are wanted.</summary>
    private static (Split Split, Func<Split> Cut, Func<Split> Refit) Load(RecommendEvaluationRequest request)
    {
        var (users, items, seed) = (new IdMap(), new IdMap(), request.Context.Seed);
        var file = SequenceFile.Read(request.File, users, items, request.Context.Cancellation);
        switch (request.Protocol)
        {
            case EvaluationProtocol.AllItems:
                var all = request.Test is null ? Protocols.AllItemsCut(file, seed) : Protocols.AllItems(file, SequenceFile.Read(request.Test, users, items, request.Context.Cancellation));
                return (all, () => Protocols.AllItemsCut(all.Train, seed), NoRefit);
            case EvaluationProtocol.NextItem:
                // Sessions of the two files are different people even where their names agree.
                var next = request.Test is null ? Protocols.NextItemCut(file) : Protocols.NextItem(file, SequenceFile.Read(request.Test, new IdMap(), items, request.Context.Cancellation));
                return (next, () => Protocols.NextItemCut(next.Train), NoRefit);
            default:
                return (Protocols.LeaveOneOut(file, fromEnd: 1, withheld: 2), () => Protocols.LeaveOneOut(file, fromEnd: 2, withheld: 2),
                    () => Protocols.LeaveOneOut(file, fromEnd: 1, withheld: 1));
        }

        static Split NoRefit() => throw new InvalidOperationException("Only leave-one-out has validation items to add.");
    }

    private static IReadOnlyDictionary<string, Numerics.Statistics.Interval> Evaluate(IRecommenderLearner learner, Split split, IReadOnlyList<int> lengths, FitContext context) =>
        RankingEvaluation.Evaluate(learner.Fit(split.Train, context), split.Cases, lengths, context, split.Train).Metrics;

    private static bool IsAny(RecommendEvaluationRequest request) => string.Equals(request.Recipe, Recipes.Any, StringComparison.Ordinal);

    private static void Check(RecommendEvaluationRequest request)
    {
        if (IsAny(request) && !request.Tune)
            throw new ArgumentException($"The recipe '{Recipes.Any}' is chosen by tuning: add --tune, or name a recipe.");
        if (request.Budget <= TimeSpan.Zero)
            throw new ArgumentException("--budget is longer than zero, such as 30m.");
        if (request.Lengths.Count == 0 || request.Lengths.Any(length => length < 1))
            throw new ArgumentException("--k takes list lengths of at least 1, such as 10,20.");
        if (request.Protocol == EvaluationProtocol.LeaveOneOut && request.Test is not null)
            throw new ArgumentException("leave-one-out takes one file: its last items are the test part. Leave --test out.");
        if (request.Refit && request.Protocol != EvaluationProtocol.LeaveOneOut)
            throw new ArgumentException("--refit adds the validation items of leave-one-out; other protocols have none.");
    }
}
