using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What attributes of items add to a blend on beauty, leave one out.</summary>
internal static class AttributesCard
{
    private const int Length = 10;
    private const int MostCases = 4000;

    private static readonly FitContext Context = FitContext.Default;

    private static readonly Blend s_blend = (Blend)Recipes.Named("blend").Learner;

    /// <summary>Prints the card: weights are learnt on the last item but one, and the last is asked for.</summary>
    /// <param name="folder">Holds <c>beauty.txt</c> and <c>beauty-attributes.json</c>.</param>
    public static int Run(string folder)
    {
        var items = new IdMap();
        var beauty = SequenceFile.Read(Path.Combine(folder, "beauty.txt"), new IdMap(), items);
        var marks = ColdStartCard.Marks(Path.Combine(folder, "beauty-attributes.json"));
        var content = new ContentItems { Descriptions = new ItemDescriptions(items, id => marks.TryGetValue(id, out var found) ? new ItemDescription { Marks = found } : null) };
        IRecommenderLearner[] events = [.. s_blend.Sources.Select(source => source.Learner), Recipes.Named("implicit-als").Learner, Recipes.Named("item-neighbors").Learner];
        var (validation, test, refit) = (Protocols.LeaveOneOut(beauty, 2, 2), Protocols.LeaveOneOut(beauty, 1, 2), Protocols.LeaveOneOut(beauty, 1, 1));
        IRecommenderLearner[] learners = [.. events, content];
        var models = learners.Select(learner => learner.Fit(validation.Train, Context)).ToArray();
        var (with, without) = (Weighed(learners, models, validation.Cases), Weighed(events, models[..events.Length], validation.Cases));
        foreach (var (name, split) in new[] { ("", test), (", fitted with the validation items too", refit) })
        {
            var (known, unknown) = (Evaluate(with, split), Evaluate(without, split));
            Write($"beauty{name}, {split.Cases.Count} users");
            Line("events alone", unknown);
            Line("with attributes", known);
            foreach (var metric in new[] { $"recall@{Length}", $"ndcg@{Length}" })
            {
                var gain = Bootstrap.PairedDifference(known.Values[metric], unknown.Values[metric], seed: Context.Seed);
                Write($"  gain of {metric}: {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]");
            }
        }

        return 0;
    }

    private static Blend Weighed(IRecommenderLearner[] learners, IRecommender[] models, TestCases cases)
    {
        var best = Enum.GetValues<BlendScale>().Select(scale => (Scale: scale, Found: BlendWeights.Learn(models, [cases.Thinned(MostCases)], Length, scale, s_blend.Candidates, Context))).MaxBy(one => one.Found.Ndcg);
        var blend = new Blend { Scale = best.Scale, Sources = [.. learners.Zip(best.Found.Weights).Where(pair => pair.Second > 0).Select(pair => new BlendSource(pair.First, pair.Second))] };
        Write($"{blend.Scale}, validation ndcg@{Length} {best.Found.Ndcg:0.0000}: {string.Join(", ", blend.Sources.Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Learner.Name} {source.Weight:0.00}")))}");
        return blend;
    }

    private static RankingReport Evaluate(Blend blend, Split split) => RankingEvaluation.Evaluate(blend.Fit(split.Train, Context), split.Cases, [Length], Context);

    private static void Line(string name, RankingReport report)
    {
        var (recall, ndcg) = (report.Metrics[$"recall@{Length}"], report.Metrics[$"ndcg@{Length}"]);
        Write($"  {name,-16} R@{Length} {recall.Estimate:0.0000} [{recall.Lower:0.0000}, {recall.Upper:0.0000}], N@{Length} {ndcg.Estimate:0.0000} [{ndcg.Lower:0.0000}, {ndcg.Upper:0.0000}]");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
