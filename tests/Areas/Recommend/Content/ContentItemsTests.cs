using System.Globalization;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class ContentItemsTests
{
    private static readonly string[] Kinds = ["teapot", "hammer", "lamp", "kite"];

    [Fact]
    public void New_items_are_found_by_their_words_far_more_often_than_by_chance()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1), from: 8000);
        var content = Learner(data.Items).Fit(split.Train, FitContext.Default);
        var joined = new NewItems { Base = new ItemNeighbors(), Content = Learner(data.Items) }.Fit(split.Train, FitContext.Default);
        Assert.Equal(0, Recall(new Popular().Fit(split.Train, FitContext.Default), split));
        // A quarter of the items is of the shopper's kind: who knows that finds at most four times what chance does.
        var chance = 10.0 / data.ItemCount;
        Assert.True(Recall(content, split) > 2 * chance, $"{Recall(content, split)} by content");
        Assert.True(Recall(joined, split) > 1.5 * chance, $"{Recall(joined, split)} joined");
    }

    [Fact]
    public void Words_that_go_together_in_histories_speak_for_each_other()
    {
        // Who buys a teapot buys a kite, in other colours: nothing but histories joins the two.
        string[] titles = ["red teapot", "blue kite", "red hammer", "blue lamp", "green teapot", "green kite", "green hammer", "green lamp"];
        var data = MadeData.Of(8, [0, 1], [0, 1], [0, 1], [2, 3], [2, 3], [2, 3]);
        var scores = Scores(new ContentItems { Descriptions = Titled(data.Items, titles), Likeness = 0 }.Fit(data, FitContext.Default), new Shopper([4], [1], [0], 0));
        Assert.Equal(5, Array.IndexOf(scores, scores.AsSpan(4).ToArray().Max()));
    }

    [Fact]
    public void Without_histories_in_common_what_is_alike_comes_first()
    {
        string[] titles = ["red teapot", "red teapot", "blue kite", "blue kite"];
        var data = MadeData.Of(4, [0], [2]);
        var scores = Scores(new ContentItems { Descriptions = Titled(data.Items, titles) }.Fit(data, FitContext.Default), new Shopper([0], [1], [0], 0));
        Assert.True(scores[1] > scores[2] && scores[1] > scores[3]);
    }

    [Fact]
    public void Of_more_users_than_a_limit_every_nth_teaches()
    {
        // Each history is there twice, one after the other, so that every second one says it all.
        string[] titles = ["red teapot", "blue kite", "red hammer", "blue lamp", "green teapot", "green kite", "green hammer", "green lamp"];
        var data = MadeData.Of(8, [0, 1], [0, 1], [2, 3], [2, 3], [4, 7], [4, 7]);
        var learner = new ContentItems { Descriptions = Titled(data.Items, titles), Likeness = 0 };
        var (all, some) = (Scores(learner.Fit(data, FitContext.Default), new Shopper([4], [1], [0], 0)), Scores((learner with { MostUsers = 3 }).Fit(data, FitContext.Default), new Shopper([4], [1], [0], 0)));
        Assert.All(all.Zip(some), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.NotEqual(all, Scores((learner with { MostUsers = 2 }).Fit(data, FitContext.Default), new Shopper([4], [1], [0], 0)));
    }

    [Fact]
    public void A_shopper_without_a_history_gets_what_everybody_likes()
    {
        string[] titles = ["red teapot", "blue teapot", "red kite", "blue kite", "green teapot", "green kite"];
        var data = MadeData.Of(6, [0, 1], [1, 0], [0, 1], [2, 3]);
        var scores = Scores(new ContentItems { Descriptions = Titled(data.Items, titles) }.Fit(data, FitContext.Default), default);
        Assert.True(scores[4] > scores[5]);
    }

    [Fact]
    public void Category_brand_and_marks_count_beside_the_title()
    {
        var data = MadeData.Of(6, [0, 2]);
        ItemDescription[] descriptions =
        [
            new() { Category = "home > kitchen" }, new() { Category = "home > kitchen" },
            new() { Brand = "Ünal" }, new() { Brand = "Ünal" }, new() { Marks = ["12 V"] }, new() { Marks = ["12 V"] },
        ];
        var model = new ContentItems { Descriptions = new ItemDescriptions(data.Items, id => descriptions[int.Parse(id[1..], CultureInfo.InvariantCulture)]) }.Fit(data, FitContext.Default);
        foreach (var item in new[] { 0, 2, 4 })
            Assert.True(Scores(model, new Shopper([item], [1], [0], 0))[item + 1] > 0.4f);
    }

    [Fact]
    public void More_terms_than_places_share_them()
    {
        var data = MadeData.Of(80, [0, 1], [2, 3]);
        var titles = Enumerable.Range(0, 80).Select(item => $"thing word{(char)('a' + item / 2 / 26)}{(char)('a' + item / 2 % 26)}").ToArray();
        var scores = Scores(new ContentItems { Descriptions = Titled(data.Items, titles), Terms = 16, Likeness = 100 }.Fit(data, FitContext.Default), new Shopper([30], [1], [0], 0));
        Assert.Equal(scores[30], scores[31]);
        // What is learnt adds 1 at most.
        Assert.True(scores[31] >= scores.Max() - 1);
        Assert.DoesNotContain(scores, float.IsNaN);
    }

    [Fact]
    public void A_catalogue_that_says_nothing_is_an_error_with_a_hint()
    {
        foreach (var learner in new[] { new ContentItems(), new ContentItems { Descriptions = new ItemDescriptions(new IdMap(["i0"]), id => new ItemDescription { Title = id }) } })
        {
            var error = Assert.Throws<DataException>(() => learner.Fit(MadeData.Grouped(), FitContext.Default));
            Assert.Equal((ContentItems.NoDescriptions, false), (error.Code, error.Hint is null));
        }
    }

    [Fact]
    public void Known_items_keep_their_order_and_new_ones_stand_where_their_content_does()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1));
        var learner = new NewItems { Base = new Popular(), Content = Learner(data.Items), FewUsers = 1 };
        var (known, model) = (learner.Base.Fit(split.Train, FitContext.Default), (NewItemsModel)learner.Fit(split.Train, FitContext.Default));
        var (before, after) = (Scores(known, Shopper.Of(split.Train, 3)), Scores(model, Shopper.Of(split.Train, 3)));
        Assert.Contains(Enumerable.Range(0, 120), item => model.IsNew(item) && after[item] > before[item]);
        Assert.All(Enumerable.Range(0, 120), item => Assert.True(model.IsNew(item) ? after[item] >= before[item] : after[item] == before[item]));
        var fresh = Enumerable.Range(0, 120).Where(item => model.IsNew(item) && after[item] > before[item]).ToArray();
        Assert.Equal(fresh.Length, fresh.Select(item => after[item]).Distinct().Count());
    }

    [Fact]
    public void Beside_a_new_item_stands_what_is_alike()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1));
        var model = (NewItemsModel)new NewItems { Base = new Popular(), Content = Learner(data.Items) }.Fit(split.Train, FitContext.Default);
        var fresh = Enumerable.Range(0, 120).First(model.IsNew);
        var scores = Scores(model, new Shopper([fresh], [1], [0], 0));
        scores[fresh] = float.NegativeInfinity;
        Assert.Equal(fresh % MadeData.Groups, Array.IndexOf(scores, scores.Max()) % MadeData.Groups);
    }

    [Fact]
    public void Caution_moves_new_items_back()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1));
        var learner = new NewItems { Base = new Popular(), Content = Learner(data.Items) };
        var bold = Recall(learner.Fit(split.Train, FitContext.Default), split);
        Assert.True(bold > Recall((learner with { Caution = 20 }).Fit(split.Train, FitContext.Default), split));
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new ContentItems { Terms = 1, Ridge = 0, Likeness = -1, HistoryHalfLife = 0, LongestHistory = 1 }.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Terms", "Ridge", "Likeness", "HistoryHalfLife", "LongestHistory"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        error = Assert.Throws<ArgumentException>(() =>
            new NewItems { Base = new ContentItems(), Content = new ContentItems(), FewUsers = 0, Caution = 0, Candidates = 1 }.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Base", "FewUsers", "Caution", "Candidates"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    /// <summary>Items called after the group they belong to in <see cref="MadeData.Grouped"/> and by a name that two of a group share.</summary>
    internal static ContentItems Learner(IdMap items) => new() { Descriptions = new ItemDescriptions(items, id => Described(int.Parse(id[1..], CultureInfo.InvariantCulture))) };

    private static ItemDescription Described(int item) => new()
    {
        Title = $"thing {Kinds[item % MadeData.Groups]}{(char)('a' + item / (2 * MadeData.Groups))} {Kinds[item % MadeData.Groups]}",
    };

    private static ItemDescriptions Titled(IdMap items, string[] titles) =>
        new(items, id => new ItemDescription { Title = titles[int.Parse(id[1..], CultureInfo.InvariantCulture)] });

    private static double Recall(IRecommender model, Split split) =>
        RankingEvaluation.Evaluate(model, split.Cases, [10], FitContext.Default).Metrics["recall@10"].Estimate;

    private static float[] Scores(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        return scores;
    }
}
