using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Popularity;

public sealed class RepeatPurchaseTests
{
    private const long Day = 86_400_000_000;

    // Item 0 comes back every 10 days with both users; item 1 with neither; item 2 nobody has.
    private static readonly Interactions Data = Of((0, 0, 0), (0, 0, 10), (0, 0, 20), (1, 0, 5), (1, 0, 15), (0, 1, 0), (1, 1, 5));

    [Fact]
    public void Scores_are_those_worked_out_by_hand()
    {
        // Of four pairs of user and item two repeat: q̄ = ½, q of 0 is (2 + 2·½) / (2 + 2). Every gap is 10 days.
        var scores = ScoresOf(new RepeatPurchase { Shrinkage = 2, Horizon = TimeSpan.FromDays(10) }, user: 0, now: 30);
        Assert.Equal(0.75 * (1 - Math.Exp(-3 / 40.0 * 10)), scores[0], 1e-5);
        Assert.Equal(0.25 * (1 - Math.Exp(-1 / 40.0 * 10)), scores[1], 1e-5);
        Assert.Equal(float.NegativeInfinity, scores[2]);
    }

    [Fact]
    public void What_was_had_more_often_and_lately_is_due_sooner()
    {
        var learner = new RepeatPurchase();
        Assert.True(ScoresOf(learner, user: 0, now: 25)[0] > ScoresOf(learner, user: 1, now: 25)[0]);
        Assert.True(ScoresOf(learner, user: 0, now: 25)[0] > ScoresOf(learner, user: 0, now: 200)[0]);
    }

    [Fact]
    public void Two_at_the_same_moment_are_no_repeat()
    {
        var model = new RepeatPurchase { Shrinkage = 0 }.Fit(Of((0, 0, 1), (0, 0, 1)), FitContext.Default);
        Assert.Equal(0, Score(model, Shopper.Of(Of((0, 0, 1), (0, 0, 1)), 0))[0]);
    }

    [Fact]
    public void The_reason_is_the_item_itself()
    {
        var reason = Assert.Single(new RepeatPurchase().Fit(Data, FitContext.Default).Explain(Shopper.Of(Data, 0), 0));
        Assert.Equal(("repeat", 0), (reason.Kind, reason.Item));
    }

    private static float[] ScoresOf(RepeatPurchase learner, int user, long now) =>
        Score(learner.Fit(Data, FitContext.Default), new Shopper(Data.ItemsOf(user), Data.WeightsOf(user), Data.TimesOf(user), now * Day));

    private static float[] Score(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        return scores;
    }

    private static Interactions Of(params (int User, int Item, int Day)[] events)
    {
        var builder = new InteractionsBuilder(new IdMap(["ann", "bob"]), new IdMap(["soap", "sofa", "rope"]), 2);
        foreach (var (user, item, day) in events)
            builder.Add(user, item, 1, day * Day);
        return builder.Build();
    }
}
