using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>Chooses a recipe, its settings, or a blend of all with learned weights, for data nobody knows, on a cut of the training part alone.</summary>
/// <remarks>Every recipe is fitted as it is; then the best ones are tuned first, each axis in turn, as long as the budget lasts; then weights of a blend are
/// learned for those that reach half of the best. The blend is taken if weights for more than one find a higher NDCG than the best alone. Time for the blend is kept
/// from the beginning. Without a pressing budget the same data and seed choose the same.</remarks>
internal static class RecipeSearch
{
    /// <summary>Who reaches less than this share of the best recipe's NDCG has nothing to add that weights could find.</summary>
    private const double Hopeless = 0.5;

    private const int MostCases = 4000;

    /// <summary>Weights are tried some hundred times, so fewer cases are asked.</summary>
    private const int MostBlendCases = 2000;

    /// <summary>Chooses.</summary>
    /// <param name="split">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="budget">The time for all of it.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    public static TuningReport Choose(Split split, int length, TimeSpan budget, FitContext context)
    {
        var (time, trials, contenders) = (new TuningBudget(context.Clock, budget), new List<TuningTrial>(), new List<Contender>());
        var cut = new Split(split.Train, split.Cases.Thinned(MostCases));
        var (quiet, count) = (context with { Progress = null }, Recipes.Sources.Count());
        foreach (var recipe in Recipes.Sources)
        {
            context.Progress?.Report(new FitProgress("recipes tried", trials.Count, count));
            // A first fit may take any time, so half of the budget is kept for the search.
            if (!time.Allows(budget.TotalSeconds / 2))
                continue;
            var meter = WorkMeter.Start(context.Clock);
            try
            {
                var model = recipe.Learner.Fit(cut.Train, quiet);
                var fitted = meter.Wall;
                var score = RankingEvaluation.Evaluate(model, cut.Cases, [length], quiet).Metrics[$"ndcg@{length}"].Estimate;
                trials.Add(new TuningTrial(recipe.Learner.Options, score) { Recipe = recipe.Name });
                contenders.Add(new Contender(recipe, recipe.Learner, score, fitted, meter.Wall - fitted));
            }
            catch (DataException e) when (BlendSearch.IsTooLarge(e))
            {
                // A recipe too large for the catalogue is no reason to have none.
            }
        }

        if (contenders.Count == 0)
            throw new DataException($"No recipe could be fitted within {budget.TotalSeconds:0} seconds.") { Code = "short-budget", Hint = "Give --budget more time, or name a --recipe." };
        contenders.RemoveAll(contender => contender.Score < Hopeless * contenders.Max(one => one.Score));
        // Each scale of a blend asks every source again, and to try its weights takes about as long.
        time.Reserve = contenders.Sum(contender => contender.FitSeconds + 2 * Enum.GetValues<BlendScale>().Length * contender.ScoreSeconds);
        foreach (var place in Enumerable.Range(0, contenders.Count).OrderByDescending(place => contenders[place].Score).ToArray())
        {
            var report = Tuning.Choose(contenders[place].Recipe, cut, length, context, time, contenders[place].FitSeconds + contenders[place].ScoreSeconds);
            trials.AddRange(report.Trials.Skip(1));
            contenders[place] = contenders[place] with { Learner = report.Chosen, Score = report.Trials.Max(trial => trial.Score) };
        }

        return Decide(contenders, trials, cut, length, time, budget, context);
    }

    private static TuningReport Decide(List<Contender> contenders, List<TuningTrial> trials, Split cut, int length, TuningBudget time, TimeSpan budget, FitContext context)
    {
        var best = contenders.MaxBy(contender => contender.Score)!;
        context.Progress?.Report(new FitProgress("weights of a blend", 0, 0));
        var (blend, trial) = BlendSearch.Of((Blend)Recipes.Named("blend").Learner, [.. contenders.Select(contender => contender.Learner)], cut.Train, [cut.Cases.Thinned(MostBlendCases)], length, context with { Progress = null });
        trials.Add(trial);
        // The weights begin with the best single source alone, so a second one is there because it made the figure higher.
        var isBlend = blend.Sources.Count > 1;
        var ended = time.Refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" The budget of {budget.TotalMinutes:0.##} minutes left {time.Refused} settings untried.");
        var compared = string.Create(CultureInfo.InvariantCulture, $"a cut of the training part; {trials.Count} settings of {contenders.Count} promising recipes were tried.{ended}");
        return new TuningReport(isBlend ? blend : best.Learner, $"ndcg@{length}", trials)
        {
            Recipe = isBlend ? "blend" : best.Recipe.Name,
            Why = isBlend
                ? string.Create(CultureInfo.InvariantCulture, $"A blend of {blend.Sources.Count} recipes reaches ndcg@{length} {trial.Score:0.0000}, the best single one ({best.Recipe.Name}) {best.Score:0.0000} on {compared}")
                : string.Create(CultureInfo.InvariantCulture, $"{best.Recipe.Name} reaches ndcg@{length} {best.Score:0.0000}, a blend no more, on {compared}"),
        };
    }

    private sealed record Contender(Recipe Recipe, IRecommenderLearner Learner, double Score, double FitSeconds, double ScoreSeconds);
}
