using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>What visitors see follows the events that come, exactly once each, whatever is read and swapped meanwhile.</summary>
public sealed class LivePopularityTests
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(95);
    private static readonly RecommendOptions All = new() { Count = 100 };
    private static readonly ManualClock Clock = new(Now);

    [Fact]
    public void A_visitor_sees_first_what_many_bought_a_moment_ago()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, Clock);
        Assert.NotEqual("tool7", Visited(serving)[0]);
        for (var user = 0; user < 20; user++)
            serving.Append([Batches.Event($"customer{user}", "tool7", Now)]);
        Assert.Equal("tool7", Visited(serving)[0]);
        Assert.Equal("tool7", serving.Recommend("stranger", All).Items[0].Id);
        Assert.Equal(1, shop.Readings);
    }

    [Fact]
    public void One_customer_is_one_vote_and_a_look_is_none()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, Clock);
        serving.Append([Batches.Event("enthusiast", "tool7", Now)]);
        var once = serving.Recommend("stranger", All).Items.Single(item => item.Id is "tool7").Score;
        for (var i = 0; i < 50; i++)
            serving.Append([Batches.Event("enthusiast", "tool7", Now.AddSeconds(-i)), Batches.Event("enthusiast", "tool7", Now, "view")]);
        Assert.Equal(once, serving.Recommend("stranger", All).Items.Single(item => item.Id is "tool7").Score);
    }

    [Fact]
    public void What_nobody_bought_lately_follows_in_the_order_of_the_trained_list()
    {
        using var shop = LiveShop.Filled();
        var recommender = ShopRecommender.Load(shop.Registry, shop.Serves!);
        var nothing = new LivePopularity(recommender.Popular, new Data.Feedback.InteractionsBuilder().Build(), LiveShop.Micros(Now));
        var (lately, ever) = (ScoresOf(nothing), ScoresOf(recommender.Popular));
        Assert.Equal(Order(ever), Order(lately));
        Assert.All(lately, score => Assert.True(score < 0));
        var last = nothing.Items[Order(ever)[^1]];
        nothing.Count("someone", isForgotten: false, new LiveEvent(last, 1, IsVisit: false, LiveShop.Micros(Now), 1));
        Assert.Equal(last, nothing.Items[Order(ScoresOf(nothing))[0]]);
        Assert.Equal("trending", Assert.Single(nothing.Explain(default, Order(ScoresOf(nothing))[0])).Kind);
        Assert.Equal("popular", Assert.Single(nothing.Explain(default, Order(ever)[0])).Kind);
    }

    [Fact]
    public void It_counts_as_the_learner_that_is_measured()
    {
        using var shop = LiveShop.Filled();
        var histories = shop.Interactions(new InteractionQuery());
        var served = ScoresOf(new LivePopularity(new Popular().Fit(histories, FitContext.Default), histories, LiveShop.Micros(Now)));
        var trained = ScoresOf(LivePopularity.Learner.Fit(histories, FitContext.Default));
        Assert.All(served.Zip(trained), pair => Assert.Equal(pair.Second, pair.First, pair.Second * 1e-6f));
    }

    [Fact]
    public void Whatever_happens_visitors_see_what_a_new_start_would_show() => Gen.Select(Gen.Int[0, 10], Gen.Int[0, 12], Gen.Int[0, 29], Gen.Int[0, 90]).Array[1, 30].Sample(steps =>
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, Clock);
        foreach (var (step, user, item, day) in steps)
        {
            var (who, what) = ($"customer{user * 4}", item < 15 ? $"tea{item}" : $"tool{item - 15}");
            if (step == 10)
                serving.Erase(who);
            else if (step == 9)
                shop.Elsewhere(who, what);
            else if (step == 8)
                serving.Refresh();
            else
                serving.Append([Batches.Event(who, what, TinyShop.Start.AddDays(day), step == 7 ? "view" : "purchase")]);
        }

        serving.Refresh();
        using var fresh = ShopServing.Open(shop, Clock);
        Assert.Equal(Visited(fresh), Visited(serving));
    }, iter: 60);

    [Fact]
    public void An_event_accepted_while_the_records_are_read_is_counted_once()
    {
        using var shop = LiveShop.Filled();
        using var serving = ShopServing.Open(shop, Clock);
        shop.Elsewhere("other", "tool1");
        shop.AfterReading = () =>
        {
            shop.AfterReading = null;
            for (var user = 0; user < 30; user++)
                serving.Append([Batches.Event($"late{user}", "tool7", Now)]);
        };
        Assert.True(serving.Refresh());
        using var fresh = ShopServing.Open(shop, Clock);
        Assert.Equal(Visited(fresh), Visited(serving));
        Assert.Equal("tool7", Visited(serving)[0]);
    }

    private static List<string> Visited(ShopServing serving) => [.. serving.Recommend("stranger", All).Items.Select(item => item.Id)];

    private static int[] Order(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item])];

    private static float[] ScoresOf(IRecommender model)
    {
        var scores = new float[model.Items.Count];
        model.Score(default, scores);
        return scores;
    }
}
