using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Linear;

namespace Kirana.Pipelines.Recommend;

/// <summary>Chooses the sources, the scale and the weights of a blend on a cut of the training data.</summary>
internal static class BlendSearch
{
    /// <summary>What is asked at most: a weight is one number, which so many cases tell well.</summary>
    private const int MostCases = 4000;

    /// <summary>Tunes every source by its own recipe, then the blend.</summary>
    /// <param name="blend">The blend to begin with; its sources are replaced.</param>
    /// <param name="split">Data to fit on and cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    public static TuningReport Choose(Blend blend, Split split, int length, FitContext context)
    {
        var trials = new List<TuningTrial>();
        var sources = new List<(IRecommenderLearner, IRecommender)>();
        foreach (var recipe in Recipes.Sources)
        {
            try
            {
                var report = Tuning.Choose(recipe, split, length, context);
                trials.AddRange(report.Trials);
                sources.Add((report.Chosen, report.Chosen.Fit(split.Train, context with { Progress = null })));
            }
            catch (DataException e) when (IsTooLarge(e))
            {
                // A source too large for the catalogue is no reason to have no blend.
            }
        }

        var (chosen, trial) = Of(blend, sources, [split.Cases], length, context);
        trials.Add(trial);
        return new TuningReport(chosen, $"ndcg@{length}", trials)
        {
            Recipe = "blend",
            Why = string.Create(CultureInfo.InvariantCulture, $"{chosen.Sources.Count} of {sources.Count} sources got a weight; together they reach ndcg@{length} {trial.Score:0.0000} on a cut of the training part."),
        };
    }

    /// <summary>Learns scale and weights for sources of given settings.</summary>
    /// <param name="blend">The blend to begin with; its sources are replaced.</param>
    /// <param name="sources">The sources, fitted on what holds none of the cases.</param>
    /// <param name="cases">Cases to compare on.</param>
    /// <param name="length">The list length k of the NDCG that decides.</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    public static (Blend Chosen, TuningTrial Trial) Of(
        Blend blend, IReadOnlyList<(IRecommenderLearner Learner, IRecommender Model)> sources, IReadOnlyList<TestCases> cases, int length, FitContext context)
    {
        IRecommender[] models = [.. sources.Select(source => source.Model)];
        var asked = cases.Select(set => set.Thinned(MostCases)).ToArray();
        var (best, ndcg) = (blend, -1.0);
        foreach (var scale in Enum.GetValues<BlendScale>())
        {
            var (weights, reached) = BlendWeights.Learn(models, asked, length, scale, blend.Candidates, context);
            if (reached > ndcg)
                (best, ndcg) = (blend with { Scale = scale, Sources = [.. sources.Zip(weights).Where(pair => pair.Second > 0).Select(pair => new BlendSource(pair.First.Learner, pair.Second))] }, reached);
        }

        return (best, new TuningTrial(best.Options, ndcg) { Recipe = "blend" });
    }

    internal static bool IsTooLarge(DataException e) => string.Equals(e.Code, LinearItems.TooManyItems, StringComparison.Ordinal);
}
