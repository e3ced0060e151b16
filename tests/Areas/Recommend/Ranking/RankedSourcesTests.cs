using System.Globalization;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Ranking;

public sealed class RankedSourcesTests
{
    private static readonly IRecommenderLearner[] Sources = [new RecencyPopular { HalfLife = TimeSpan.FromDays(7) }, new ItemNeighbors()];

    private static readonly RankedSources Learner = new()
    {
        Sources = Sources, PeriodDays = 14, Candidates = 60, Trees = new RankedSources().Trees with { Trees = 40, MinRowsPerLeaf = 20 },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_order_is_better_than_that_of_the_best_source(bool repeats)
    {
        var data = MadePurchases.Of();
        var split = TemporalSplit.At(data, 196 * MadePurchases.Day, 210 * MadePurchases.Day, repeats);
        var ranked = Ndcg(Learner.Fit(split.Train, FitContext.Default), split);
        foreach (var source in Sources)
            Assert.True(ranked > 1.1 * Ndcg(source.Fit(split.Train, FitContext.Default), split), $"{ranked} is not well above {source.Name}");
    }

    [Fact]
    public void A_model_has_the_same_bytes_at_any_thread_count_and_scores_as_before_when_read()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        var traits = new ItemTraits(data.Items, id => new ItemTrait { Category = id[^1..], Price = id.Length, Brand = "ü" });
        var model = (Learner with { Traits = traits }).Fit(data, new FitContext { Threads = 1 });
        var file = RecommenderFile.Write(model).ToArray();
        Assert.Equal(file, RecommenderFile.Write((Learner with { Traits = traits }).Fit(data, new FitContext { Threads = 4 })).ToArray());

        var read = RecommenderFile.Read(ModelReader.Parse(file, "model"));
        Assert.Equal(file, RecommenderFile.Write(read).ToArray());
        for (var user = 0; user < data.UserCount; user += 7)
        {
            Assert.Equal(Scores(model, Shopper.Of(data, user)), Scores(read, Shopper.Of(data, user)));
            Assert.Equal(model.Explain(Shopper.Of(data, user), 3), read.Explain(Shopper.Of(data, user), 3));
        }
    }

    [Fact]
    public void Two_draws_keep_what_was_bought_and_differ_in_what_was_not()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 90);
        var rows = new RankingRows(Learner with { Draws = 2, Candidates = 60 });
        rows.Add(data, 182 * MadePurchases.Day, traits: null, FitContext.Default);
        var draws = rows.ToData().Select(RowsOf).ToArray();
        Assert.Equal(2, draws.Length);
        Assert.Equal(draws[0].Where(IsBought), draws[1].Where(IsBought));
        Assert.NotEqual(draws[0].Where(row => !IsBought(row)), draws[1].Where(row => !IsBought(row)));

        static string[] RowsOf(TabularData draw) =>
            [.. Enumerable.Range(0, draw.Table.RowCount).Select(row => string.Join('|', draw.Table.Columns.Where(column => column.Name is not "list").Cast<NumberColumn>().Select(column => column[row].ToString("R", CultureInfo.InvariantCulture))))];

        static bool IsBought(string row) => row.EndsWith("|1", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(100)]
    public void A_leaf_of_the_chances_holds_rows_of_twenty_shoppers_or_a_thirtieth_of_all(int shoppers)
    {
        var data = MadePurchases.Of(shoppers, items: 60);
        var rows = new RankingRows(Learner with { Mix = new ObjectiveMix(), Heads = new OutcomeHeads { Trees = new OutcomeHeads().Trees with { Trees = 5, MinRowsPerLeaf = 1 } } });
        var asked = 0;
        foreach (var day in new[] { 182, 196 })
        {
            rows.Add(data, day * MadePurchases.Day, traits: null, FitContext.Default);
            asked += TemporalSplit.At(data, day * MadePurchases.Day, (day + 14) * MadePurchases.Day, repeats: true).Known.Count;
        }

        var ofTwenty = 20 * rows.Outcomes.Count / asked;
        var least = Math.Min(ofTwenty, rows.Outcomes.Count / 30);
        Assert.Equal(shoppers == 400, least == ofTwenty);
        var trees = rows.Heads.Fit(rows.Outcomes, FitContext.Default).Trees.Trees;
        Assert.Contains(trees, tree => tree.Leaves > 2);
        // Boosting counts a row by its second derivative as a share of the mean one of its node.
        foreach (var tree in trees)
            for (var node = 0; node < tree.Nodes; node++)
                foreach (var child in tree.IsLeaf(node) ? [] : new[] { tree.Left[node], tree.Left[node] + 1 })
                    Assert.True(tree.Cover[child] >= 0.999 * (least - 0.5) * tree.Cover[node] / tree.Rows[node], $"a node of {tree.Rows[child]} rows, of which {least} are of twenty shoppers");
    }

    [Fact]
    public void Rare_items_gain_places_as_they_weigh_more()
    {
        var data = MadePurchases.Of();
        var split = TemporalSplit.At(data, 196 * MadePurchases.Day, 210 * MadePurchases.Day, repeats: false);
        var (alike, rare) = (Novelty(0), Novelty(1));
        Assert.True(rare > alike, $"{rare} is not above {alike}");

        double Novelty(double weight) => RankingEvaluation.Evaluate(
            (Learner with { TailWeight = weight }).Fit(split.Train, FitContext.Default), split.Known, [10], FitContext.Default, split.Train).Metrics["novelty@10"].Estimate;
    }

    [Fact]
    public void A_weight_of_rare_items_out_of_its_range_is_refused_and_a_good_one_is_kept()
    {
        var data = MadePurchases.Of(shoppers: 10, items: 20);
        foreach (var weight in (double[])[-0.1, 1.1, double.NaN])
            Assert.Contains("TailWeight", Assert.Throws<ArgumentException>(() => (Learner with { TailWeight = weight }).Fit(data, FitContext.Default)).Message, StringComparison.Ordinal);
        var learner = Learner with { TailWeight = 0.5 };
        Assert.Equal(0.5, Assert.IsType<RankedSources>(RecommenderLearners.Restore(learner.Name, learner.Options)).TailWeight);
    }

    [Fact]
    public void Leaves_hold_rows_of_several_lists_however_few_are_asked_for()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        BoostedTrees Trees(int least) => ((RankedSourcesModel)(Learner with { Trees = Learner.Trees with { MinRowsPerLeaf = least } }).Fit(data, FitContext.Default)).Trees;
        Assert.Equal(Trees(1).Importance(ImportanceKind.Gain), Trees(50).Importance(ImportanceKind.Gain));
        Assert.NotEqual(Trees(1).Importance(ImportanceKind.Gain), Trees(1000).Importance(ImportanceKind.Gain));
        Assert.Contains(Trees(1).Importance(ImportanceKind.Splits), splits => splits > 0);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        var file = RecommenderFile.Write(Learner.Fit(MadePurchases.Of(shoppers: 60, items: 50), FitContext.Default)).ToArray();
        for (var at = 0; at < file.Length; at += 997)
        {
            var damaged = (byte[])file.Clone();
            damaged[at] ^= 0x40;
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => RecommenderFile.Read(ModelReader.Parse(damaged, "model"))).Code);
        }
    }

    [Fact]
    public void A_trace_adds_up_to_the_score_and_names_the_sources()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        var model = (RankedSourcesModel)Learner.Fit(data, FitContext.Default);
        var shopper = Shopper.Of(data, 4);
        var scores = Scores(model, shopper);
        var best = Array.IndexOf(scores, scores.Max());
        var trace = model.Trace(shopper, best);
        Assert.Equal(scores[best], trace.Score);
        Assert.Equal(["recency-popular", "item-neighbors"], trace.Sources.Select(source => source.Source));
        Assert.Contains(trace.Sources, source => source.Rank > 0);
        // What features add and the mean of the trees make the score; the mean is the same for every item.
        for (var item = 0; item < scores.Length; item++)
        {
            var other = model.Trace(shopper, item);
            if (!float.IsNaN(other.Score))
                Assert.Equal(trace.Score - trace.Shares.Sum(share => share.Share), other.Score - other.Shares.Sum(share => share.Share), 1e-4);
        }
    }

    [Fact]
    public void Scoring_allocates_nothing_once_warm()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        var model = Learner.Fit(data, FitContext.Default);
        var scores = new float[data.ItemCount];
        model.Score(Shopper.Of(data, 1), scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var user = 0; user < 20; user++)
            model.Score(Shopper.Of(data, 1), scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Revenue_in_the_mix_brings_dear_items_forward_and_is_kept_in_the_file()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        var traits = new ItemTraits(data.Items, id => new ItemTrait { Price = id.Length % 2 == 0 ? 100 : 1 });
        var plain = (RankedSourcesModel)(Learner with { Traits = traits }).Fit(data, FitContext.Default);
        var mixed = Learner with { Traits = traits, Mix = new ObjectiveMix { Order = 0.2, Revenue = 1 } };
        var model = (RankedSourcesModel)mixed.Fit(data, new FitContext { Threads = 1 });
        var file = RecommenderFile.Write(model).ToArray();
        Assert.Equal(file, RecommenderFile.Write(mixed.Fit(data, new FitContext { Threads = 4 })).ToArray());
        using var reader = ModelReader.Parse(file, "model");
        var read = (RankedSourcesModel)RecommenderFile.Read(reader);
        Assert.Equal(file, RecommenderFile.Write(read).ToArray());

        var (before, after) = (0.0, 0.0);
        for (var user = 0; user < data.UserCount; user++)
        {
            var shopper = Shopper.Of(data, user);
            var (own, other) = (Scores(plain, shopper), Scores(model, shopper));
            Assert.Equal(other, Scores(read, Shopper.Of(data, user)));
            before += Best(own).Average(item => traits[item].Price);
            after += Best(other).Average(item => traits[item].Price);
            Assert.All(Best(other), item => Assert.InRange(model.ChancesOf(Shopper.Of(data, user), item)!.Value.Purchase, 0, 1));
        }

        Assert.True(after > 1.2 * before, $"{after} with revenue, {before} without");
        Assert.Null(plain.ChancesOf(Shopper.Of(data, 0), 0));

        static int[] Best(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).Take(5)];
    }

    [Fact]
    public void Heads_learn_clicks_from_what_shoppers_did_besides_and_the_order_alone_moves_nothing()
    {
        var data = MadePurchases.Of(shoppers: 60, items: 50);
        var stages = new InteractionsBuilder();
        for (var user = 0; user < data.UserCount; user++)
            for (var e = 0; e < data.ItemsOf(user).Length; e++)
            {
                // Everybody looks at the item beside it before buying.
                stages.Add(data.Users[user], data.Items[(data.ItemsOf(user)[e] + 1) % data.Items.Count], 1, data.TimesOf(user)[e]);
                stages.Add(data.Users[user], data.Items[data.ItemsOf(user)[e]], 3, data.TimesOf(user)[e]);
            }

        var from = RankedSources.EndOf(data) - Learner.PeriodDays * TimeSpan.MicrosecondsPerDay;
        var split = TemporalSplit.At(data, from, long.MaxValue, repeats: true);
        var learner = Learner with { Mix = new ObjectiveMix { Revenue = 0 }, Stages = stages.Build() };
        var (plain, model) = ((RankedSourcesModel)(learner with { Mix = null }).Fit(split.Train, FitContext.Default), (RankedSourcesModel)learner.Fit(split.Train, FitContext.Default));
        Assert.Equal(Scores(plain, Shopper.Of(data, 3)), Scores(model, Shopper.Of(data, 3)));
        Assert.Empty(OutcomeEvaluation.Measure(plain, split.Known, learner.Stages, from, long.MaxValue, FitContext.Default));

        var figures = OutcomeEvaluation.Measure(model, split.Known, learner.Stages, from, long.MaxValue, FitContext.Default);
        Assert.DoesNotContain("cart/ece", figures.Keys);
        Assert.True(figures["click/came"].Estimate > 1.2 * figures["purchase/came"].Estimate);
        Assert.InRange(figures["click/said"].Estimate / figures["click/came"].Estimate, 0.6, 1.6);
        Assert.InRange(figures["purchase/said"].Estimate / figures["purchase/came"].Estimate, 0.6, 1.6);
        Assert.True(figures["purchase/auc"].Lower > 0.5);
    }

    [Fact]
    public void A_mix_of_nothing_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => (Learner with { Mix = new ObjectiveMix { Order = 0, Revenue = 0, Click = -1 } }).Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Order", "Click"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_newcomer_gets_scores_without_NaN()
    {
        var model = Learner.Fit(MadePurchases.Of(shoppers: 60, items: 50), FitContext.Default);
        Assert.DoesNotContain(Scores(model, default), float.IsNaN);
    }

    [Fact]
    public void Too_short_a_past_is_an_error_with_a_hint()
    {
        var fault = Assert.Throws<DataException>(() => Learner.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.Equal((RankedSources.TooLittleHistory, false), (fault.Code, fault.Hint is null));
    }

    [Fact]
    public void A_cancelled_fit_stops() => Assert.ThrowsAny<OperationCanceledException>(() =>
        Learner.Fit(MadePurchases.Of(shoppers: 60, items: 50), new FitContext { Cancellation = new CancellationToken(canceled: true) }));

    [Fact]
    public void Options_out_of_range_are_named_together()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RankedSources { Sources = [], Candidates = 1, PeriodDays = 0, Periods = 0, Shoppers = 1, Cutoff = 0 }
            .Fit(MadeData.Grouped(), FitContext.Default));
        foreach (var option in new[] { "Sources", "Candidates", "PeriodDays", "Periods", "Shoppers", "Cutoff" })
            Assert.Contains(option, fault.Message, StringComparison.Ordinal);
    }

    private static double Ndcg(IRecommender model, TemporalSplit split) => RankingEvaluation.Evaluate(model, split.Known, [10], FitContext.Default).Metrics["ndcg@10"].Estimate;

    private static float[] Scores(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        return scores;
    }
}
