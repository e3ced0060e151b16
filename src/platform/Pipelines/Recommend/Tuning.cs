using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Evaluation;

namespace Kirana.Pipelines.Recommend;

/// <summary>Chooses a recipe's settings on a split that holds nothing of the test part.</summary>
/// <remarks>Coordinate search: each axis in turn, from the best learner so far; NDCG at the longest list length decides, and of equal
/// ones the first tried. A blend has its sources tuned one by one, then its weights learned. Cases are thinned evenly to 4,000, which tells figures 3 % apart.</remarks>
public static class Tuning
{
    private const int MostCases = 4000;

    /// <summary>Chooses.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="split">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    public static TuningReport Choose(Recipe recipe, Split split, int length, FitContext context)
    {
        if (recipe.Learner is Blend blend)
            return BlendSearch.Choose(blend, split, length, context);
        var cut = split with { Cases = split.Cases.Thinned(MostCases) };
        var quiet = context with { Progress = null };
        return Choose(recipe, Score(recipe.Learner.Fit(cut.Train, quiet), cut, length, quiet), length, context, learner => Score(learner.Fit(cut.Train, quiet), cut, length, quiet));
    }

    /// <summary>The same within a budget, of a recipe whose first setting was tried.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="first">The figure of its first setting.</param>
    /// <param name="seconds">What that took.</param>
    /// <param name="cut">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    /// <param name="budget">Asked before every fit.</param>
    internal static TuningReport Choose(Recipe recipe, double first, double seconds, Split cut, int length, FitContext context, TuningBudget budget) =>
        Choose(recipe, first, length, context, learner =>
        {
            double? ndcg = null;
            budget.TryRun(recipe.Name, seconds, budget.MostOf(seconds), context, part => ndcg = Score(learner.Fit(cut.Train, part), cut, length, part));
            return ndcg;
        });

    /// <summary>The figure that decides.</summary>
    internal static double Score(IRecommender model, Split cut, int length, FitContext context) =>
        RankingEvaluation.Evaluate(model, cut.Cases, [length], context).Metrics[$"ndcg@{length}"].Estimate;

    private static TuningReport Choose(Recipe recipe, double first, int length, FitContext context, Func<IRecommenderLearner, double?> score)
    {
        var (best, bestScore) = (recipe.Learner, first);
        var trials = new List<TuningTrial> { new(best.Options, first) { Recipe = recipe.Name } };
        var met = new HashSet<string>(StringComparer.Ordinal) { best.Options };
        foreach (var axis in recipe.Variations)
            foreach (var learner in axis(best).ToArray())
            {
                if (!met.Add(learner.Options) || score(learner) is not { } reached)
                    continue;
                trials.Add(new TuningTrial(learner.Options, reached) { Recipe = recipe.Name });
                context.Progress?.Report(new FitProgress($"settings of {recipe.Name} tried", trials.Count, 0));
                if (reached > bestScore)
                    (best, bestScore) = (learner, reached);
            }

        return new TuningReport(best, $"ndcg@{length}", trials)
        {
            Recipe = recipe.Name,
            Why = string.Create(CultureInfo.InvariantCulture, $"Of {trials.Count} settings of {recipe.Name} these reach the highest ndcg@{length} on a cut of the training part ({bestScore:0.0000})."),
        };
    }
}
