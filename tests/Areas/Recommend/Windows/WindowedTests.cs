using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Increments;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Windows;

namespace Kirana.Tests.Areas.Recommend.Windows;

public sealed class WindowedTests
{
    private const long Day = 86_400_000_000;

    [Fact]
    public void A_window_ends_with_the_last_event_and_keeps_the_numbers_of_users_and_items()
    {
        var all = Of(("ann", "soap", 0), ("ann", "rope", 91), ("bob", "sofa", 10), ("cal", "lamp", 100));
        var latest = EventWindow.Last(all, 10);
        Assert.Equal(all.Users.Ids, latest.Users.Ids);
        Assert.Equal(all.Items.Ids, latest.Items.Ids);
        Assert.Equal(all.UserCount, latest.UserCount);
        Assert.Equal([1], latest.ItemsOf(0).ToArray());
        Assert.Equal([91 * Day], latest.TimesOf(0).ToArray());
        Assert.True(latest.ItemsOf(1).IsEmpty);
        // Ten days before the last event is the first moment outside.
        Assert.Equal(1, EventWindow.Last(all, 9).Count);
        Assert.Equal(2, latest.Count);
    }

    [Fact]
    public void A_window_that_holds_everything_copies_nothing()
    {
        var all = Of(("ann", "soap", 0), ("ann", "rope", 100));
        Assert.Same(all, EventWindow.Last(all, 101));
        var none = new InteractionsBuilder().Build();
        Assert.Same(none, EventWindow.Last(none, 1));
    }

    [Fact]
    public void Times_at_both_ends_of_what_can_be_told_do_not_overflow()
    {
        var builder = new InteractionsBuilder();
        builder.Add("ann", "soap", 1, long.MinValue);
        builder.Add("ann", "rope", 1, long.MaxValue);
        Assert.Equal([1], EventWindow.Last(builder.Build(), 90).ItemsOf(0).ToArray());
    }

    [Fact]
    public void A_learner_learns_the_window_and_no_more()
    {
        var all = Of(("ann", "soap", 0), ("bob", "soap", 0), ("cal", "lamp", 100));
        Assert.Equal(Scores(new Popular().Fit(EventWindow.Last(all, 30), FitContext.Default)), Scores(new Windowed(new Popular(), 30).Fit(all, FitContext.Default)));
        Assert.Equal([float.NegativeInfinity, 1f], Scores(new Windowed(new Popular(), 30).Fit(all, FitContext.Default)));
    }

    [Fact]
    public void Its_options_are_those_of_the_learner_inside_and_the_window_and_make_it_again()
    {
        var learner = new Windowed(new ImplicitAls { Factors = 12 }, 90);
        var again = Assert.IsType<Windowed>(RecommenderLearners.Restore(learner.Name, learner.Options));
        Assert.Equal((learner.Name, learner.Options, 90), (again.Name, again.Options, again.Days));
        Assert.Equal(12, Assert.IsType<ImplicitAls>(Windowed.Inside(again)).Factors);
        Assert.Equal("""{"windowDays":7}""", new Windowed(new Bare(), 7).Options);
    }

    [Fact]
    public void A_window_of_no_day_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Windowed(new Popular(), 0).Fit(Of(("ann", "soap", 0)), FitContext.Default));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventWindow.Last(Of(("ann", "soap", 0)), 0));
    }

    [Fact]
    public void Ranked_sources_keep_the_windows_of_their_sources()
    {
        var ranked = new RankedSources { Sources = [new Windowed(new RecencyPopular(), 20), new ImplicitAls { Factors = 4 }] };
        var again = Assert.IsType<RankedSources>(RecommenderLearners.Restore(ranked.Name, ranked.Options));
        Assert.Equal(ranked.Options, again.Options);
        Assert.Equal(20, Assert.IsType<Windowed>(again.Sources[0]).Days);
    }

    [Fact]
    public void An_increment_sees_the_same_window()
    {
        var all = Of(("ann", "soap", 0), ("bob", "rope", 95), ("cal", "soap", 100));
        var (before, learner) = (Of(("ann", "soap", 0), ("bob", "rope", 95)), new Windowed(new Popular(), 30));
        var grown = GrownItems.Over(all, before.Items);
        Assert.Equal(Scores(learner.Fit(grown, FitContext.Default)), Scores(Increment.Of(learner.Fit(before, FitContext.Default), learner, grown, 96 * Day, FitContext.Default)));
    }

    private static float[] Scores(IRecommender model)
    {
        var scores = new float[model.Items.Count];
        model.Score(default, scores);
        return scores;
    }

    private static Interactions Of(params (string User, string Item, int Day)[] events)
    {
        var builder = new InteractionsBuilder();
        foreach (var (user, item, day) in events)
            builder.Add(user, item, 1, day * Day);
        return builder.Build();
    }

    private sealed record Bare : IRecommenderLearner
    {
        public string Name => "bare";

        public string Options => "{}";

        public IRecommender Fit(Interactions interactions, FitContext context) => throw new NotSupportedException();
    }
}
