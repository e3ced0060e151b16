using System.Globalization;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Increments;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Tests.Areas.Recommend.Increments;

public sealed class IncrementTests
{
    private const int Late = 80;

    private static readonly Dictionary<string, IRecommenderLearner> Learners = new(StringComparer.Ordinal)
    {
        ["popular"] = new Popular(), ["item-neighbors"] = new ItemNeighbors { Neighbors = 30 }, ["implicit-als"] = new ImplicitAls { Factors = 6, Sweeps = 8 },
        ["linear-items"] = new LinearItems { Regularization = 5 }, ["transitions"] = new Transitions { Factors = 6 }, ["user-neighbors"] = new UserNeighbors(),
        ["blend"] = new Blend { Sources = [new(new ItemNeighbors()), new(new Popular(), 0), new(new ImplicitAls { Factors = 4, Sweeps = 4 }, 0.5)] },
        ["ranked-sources"] = new RankedSources
        {
            Sources = [new ItemNeighbors(), new Popular()], PeriodDays = 1, Periods = 1, Shoppers = 100, Trees = new RankedSources().Trees with { Trees = 5, MinRowsPerLeaf = 5 },
        },
    };

    public static TheoryData<string> Names => [.. Learners.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_knows_new_items_and_saves_as_ever(string learner)
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        var model = Increment.Of(Learners[learner].Fit(before, FitContext.Default), Learners[learner], GrownItems.Over(after, before.Items), Time(Late), FitContext.Default);
        Assert.Equal(after.Items.Count, model.Items.Count);
        Assert.Equal(before.Items.Ids, model.Items.Ids.Take(before.Items.Count));
        var file = RecommenderFile.Write(model).ToArray();
        Assert.Equal(file, RecommenderFile.Write(RecommenderFile.Read(Kirana.Data.ModelFiles.ModelReader.Parse(file, "m"))).ToArray());
        var scores = new float[model.Items.Count];
        model.Score(Shopper.Of(GrownItems.Over(after, before.Items), 3), scores);
        Assert.DoesNotContain(scores, float.IsNaN);
    }

    [Fact]
    public void Ranked_sources_learn_quick_sources_once_more_and_keep_linear_models()
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        var all = GrownItems.Over(after, before.Items);
        var learner = (RankedSources)Learners["ranked-sources"] with { Sources = [new ItemNeighbors(), new LinearItems { Regularization = 5 }] };
        var old = (RankedSourcesModel)learner.Fit(before, FitContext.Default);

        var model = (RankedSourcesModel)Increment.Of(old, learner, all, Time(Late), FitContext.Default);

        Assert.Equal(RecommenderFile.Write(learner.Sources[0].Fit(all, FitContext.Default)).ToArray(), RecommenderFile.Write(model.Sources[0]).ToArray());
        var (kept, were) = (new float[all.Items.Count], new float[before.Items.Count]);
        model.Sources[1].Score(Shopper.Of(before, 3), kept);
        old.Sources[1].Score(Shopper.Of(before, 3), were);
        Assert.Equal(were, kept[..were.Length]);
    }

    [Theory]
    [InlineData("popular")]
    [InlineData("user-neighbors")]
    public void What_only_counts_is_what_a_whole_training_makes(string learner)
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        var all = GrownItems.Over(after, before.Items);
        Assert.Equal(RecommenderFile.Write(Learners[learner].Fit(all, FitContext.Default)).ToArray(),
            RecommenderFile.Write(Increment.Of(Learners[learner].Fit(before, FitContext.Default), Learners[learner], all, Time(Late), FitContext.Default)).ToArray());
    }

    [Fact]
    public void Items_that_changed_get_the_neighbours_of_a_whole_training_and_others_keep_theirs()
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        var all = GrownItems.Over(after, before.Items);
        var learner = new ItemNeighbors { Neighbors = 30 };
        var (old, whole) = ((ItemNeighborsModel)learner.Fit(before, FitContext.Default), (ItemNeighborsModel)learner.Fit(all, FitContext.Default));
        var model = (ItemNeighborsModel)Increment.Of(old, learner, all, Time(Late), FitContext.Default);
        var changed = new NewEvents(all, Time(Late)).Changed;
        Assert.Contains(true, changed);
        Assert.Contains(false, changed);
        for (var item = 0; item < changed.Length; item++)
            Assert.Equal((changed[item] ? whole : old).SimilaritiesOf(item).ToArray(), model.SimilaritiesOf(item).ToArray());
    }

    [Fact]
    public void A_new_item_gets_a_vector_near_what_it_is_bought_with()
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        var all = GrownItems.Over(after, before.Items);
        var learner = new ImplicitAls { Factors = 6, Sweeps = 8 };
        var model = Increment.Of(learner.Fit(before, FitContext.Default), learner, all, Time(Late), FitContext.Default);
        // The new item 40 is bought by users of group 0 only: they score it higher than others do.
        var scores = new float[model.Items.Count];
        double[] sums = [0, 0];
        for (var user = 0; user < 60; user++)
        {
            model.Score(Shopper.Of(all, user), scores);
            var isOfGroup = int.Parse(all.Users[user].AsSpan(1), CultureInfo.InvariantCulture) % 4 == 0;
            sums[isOfGroup ? 0 : 1] += scores[40] / (isOfGroup ? 15 : 45);
        }

        Assert.True(sums[0] > 2 * Math.Abs(sums[1]), $"{sums[0]} beside {sums[1]}");
    }

    [Fact]
    public void Updates_have_the_same_bytes_at_any_thread_count()
    {
        var (before, after) = (Events(until: Late), Events(until: 100));
        byte[] With(int threads) => RecommenderFile.Write(Increment.Of(Learners["blend"].Fit(before, FitContext.Default), Learners["blend"],
            GrownItems.Over(after, before.Items), Time(Late), new FitContext { Threads = threads })).ToArray();
        Assert.Equal(With(1), With(3));
    }

    [Fact]
    public void Other_items_another_learner_or_no_events_are_refused()
    {
        var before = Events(until: Late);
        var model = new Popular().Fit(before, FitContext.Default);
        Assert.Throws<ArgumentException>(() => Increment.Of(model, new Popular(), MadeData.Of(3, [0, 1]), 0, FitContext.Default));
        Assert.Throws<ArgumentException>(() => Increment.Of(model, new ItemNeighbors(), before, 0, FitContext.Default));
        var error = Assert.Throws<DataException>(() => Increment.Of(model, new Popular(), GrownItems.Over(MadeData.Of(0), before.Items), 0, FitContext.Default));
        Assert.Equal("no-interactions", error.Code);
    }

    private static long Time(int hour) => hour * TimeSpan.MicrosecondsPerHour;

    /// <summary>Users of four groups buy items of theirs in a hundred hours; item 40 comes late and is of group 0.</summary>
    private static Interactions Events(int until)
    {
        var random = new RandomStream(5);
        var builder = new InteractionsBuilder();
        var events = Enumerable.Range(0, 1500).Select(_ => (User: random.Next(60), Item: random.Next(10), Hour: random.Next(Late))).Concat(
            Enumerable.Range(0, 24).Select(n => (User: n % 2 == 0 ? 4 * random.Next(15) : random.Next(60), Item: n % 2 == 0 ? 10 : random.Next(10), Hour: Late + random.Next(20)))).ToArray();
        foreach (var (user, item, hour) in events.Where(one => one.Hour < until).OrderBy(one => one.Hour))
            builder.Add("u" + user.ToString(CultureInfo.InvariantCulture), "i" + (item == 10 ? 40 : 4 * item + user % 4).ToString(CultureInfo.InvariantCulture), 1, Time(hour));
        return builder.Build();
    }
}
