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
    public static TuningReport Choose(Recipe recipe, Split split, int length, FitContext context) => Choose(recipe, split, length, context, budget: null);

    /// <summary>The same within a budget, with what is known of the first setting.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="split">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    /// <param name="budget">Asked before every fit; <see langword="null"/> for all the time there is.</param>
    /// <param name="seconds">What a fit and its comparison take, if that is known.</param>
    internal static TuningReport Choose(Recipe recipe, Split split, int length, FitContext context, TuningBudget? budget, double seconds = 0)
    {
        if (recipe.Learner is Blend blend)
            return BlendSearch.Choose(blend, split, length, context);
        var cases = split.Cases.Thinned(MostCases);
        var best = recipe.Learner;
        var trials = new Dictionary<string, TuningTrial>(StringComparer.Ordinal);
        var bestScore = Score(best);
        foreach (var axis in recipe.Variations)
            foreach (var learner in axis(best).ToArray())
            {
                if (trials.ContainsKey(learner.Options) || budget?.Allows(seconds) == false)
                    continue;
                var score = Score(learner);
                if (score > bestScore)
                    (best, bestScore) = (learner, score);
            }

        return new TuningReport(best, $"ndcg@{length}", [.. trials.Values])
        {
            Recipe = recipe.Name,
            Why = string.Create(CultureInfo.InvariantCulture, $"Of {trials.Count} settings of {recipe.Name} these reach the highest ndcg@{length} on a cut of the training part ({bestScore:0.0000})."),
        };

        double Score(IRecommenderLearner learner)
        {
            var report = RankingEvaluation.Evaluate(learner.Fit(split.Train, context with { Progress = null }), cases, [length], context with { Progress = null });
            var score = report.Metrics[$"ndcg@{length}"].Estimate;
            trials.Add(learner.Options, new TuningTrial(learner.Options, score) { Recipe = recipe.Name });
            context.Progress?.Report(new FitProgress($"settings of {recipe.Name} tried", trials.Count, 0));
            return score;
        }
    }
}
