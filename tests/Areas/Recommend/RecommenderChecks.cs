using System.Globalization;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Sessions;
using Kirana.Tests.Areas.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend;

/// <summary>What every learner and every model of this area promises.</summary>
public sealed class RecommenderChecks
{
    public static TheoryData<string> Learners => [.. Known.Keys];

    /// <summary>Those that need no description of items.</summary>
    public static TheoryData<string> WithoutCatalogue => [.. Known.Keys.Where(name => name is not ("content" or "content by vectors" or "category" or "new-items"))];

    private static readonly ContentItems Described = ContentItemsTests.Learner(new IdMap(Enumerable.Range(0, 150).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture))));

    private static readonly Dictionary<string, IRecommenderLearner> Known = new(StringComparer.Ordinal)
    {
        ["popular"] = new Popular(),
        ["popular by weight"] = new Popular { Measure = PopularityMeasure.Weight },
        ["recency-popular"] = new RecencyPopular { HalfLife = TimeSpan.FromMilliseconds(5) },
        ["trending"] = new Trending { Period = TimeSpan.FromMilliseconds(1), Surge = 1.2, Reluctance = 0 },
        ["repeat-purchase"] = new RepeatPurchase { Horizon = TimeSpan.FromMilliseconds(5) },
        ["item-neighbors"] = new ItemNeighbors { Neighbors = 10, PopularityDamping = 0.4, HistoryHalfLife = 3 },
        ["item-neighbors by BM25"] = new ItemNeighbors { Neighbors = 10, Similarity = NeighborSimilarity.Bm25 },
        ["user-neighbors"] = new UserNeighbors { Neighbors = 10, PopularityDamping = 0.7, Sharpness = 2, HistoryHalfLife = 30 },
        ["user-neighbors by BM25"] = new UserNeighbors { Neighbors = 10, Similarity = NeighborSimilarity.Bm25, UsersPerItem = 20 },
        ["basket-graph"] = new BasketGraph { Pause = TimeSpan.FromMilliseconds(3), Neighbors = 10 },
        ["basket-graph by size"] = new BasketGraph { Edge = BasketEdge.Seen, Pause = TimeSpan.FromMilliseconds(2), SizeDamping = 1, Lift = 0, Baskets = 1000 },
        ["next-basket"] = new NextBasket { Pause = TimeSpan.Zero, Neighbors = 10, GroupSize = 3, DayHalfLife = 1 },
        ["session-neighbors"] = new SessionNeighbors { Neighbors = 20, HistoryHalfLife = 3 },
        ["random-walk"] = new RandomWalk { Neighbors = 20, Alpha = 0.7, HistoryHalfLife = 3 },
        ["graph-filter"] = new GraphFilter { Factors = 12, Entries = 20, HistoryHalfLife = 3 },
        ["transitions"] = new Transitions { Factors = 12, Entries = 20 },
        ["blend"] = new Blend { Sources = [new(new ItemNeighbors { Neighbors = 10 }), new(new Popular(), 0.2), new(new ImplicitAls { Factors = 4, Sweeps = 2 }, 0.5)] },
        ["linear-items"] = new LinearItems { Regularization = 2, RegularizationExponent = 0.5, Entries = 20, HistoryHalfLife = 3 },
        ["content"] = Described,
        ["content by vectors"] = Described with { Embeddings = [MadeVectors.Of(Described.Descriptions!.Items, has: item => item % 5 > 0), MadeVectors.Of(Described.Descriptions.Items, "text", 7)], VectorComponents = 9 },
        ["category"] = new CategoryItems
        {
            HalfLife = TimeSpan.FromMilliseconds(5),
            Descriptions = new ItemDescriptions(Described.Descriptions!.Items, id => new ItemDescription { Category = "shelf " + id[^1] }),
        },
        ["new-items"] = new NewItems { Base = new ItemNeighbors { Neighbors = 10 }, Content = Described, FewUsers = 4 },
        ["implicit-als"] = new ImplicitAls { Factors = 8, Sweeps = 4, RegularizationExponent = 0.7 },
        ["implicit-als, exact"] = new ImplicitAls { Factors = 5, Sweeps = 3, Solver = AlsSolver.Cholesky },
    };

    [Theory]
    [MemberData(nameof(Learners))]
    public void Models_have_the_same_bytes_at_any_thread_count(string learner)
    {
        var data = MadeData.Grouped(users: 300, items: 150);
        var one = File(Known[learner].Fit(data, new FitContext { Threads = 1 }));
        var four = File(Known[learner].Fit(data, new FitContext { Threads = 4 }));
        Assert.Equal(one, four);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_saved_model_scores_and_explains_as_before(string learner)
    {
        var data = MadeData.Grouped();
        var model = Known[learner].Fit(data, FitContext.Default);
        var file = File(model);
        var read = RecommenderFile.Read(ModelReader.Parse(file, "model"));

        Assert.Equal(model.Kind, read.Kind);
        Assert.Equal(model.Items.Ids, read.Items.Ids);
        Assert.Equal(file, File(read));
        for (var user = 0; user < data.UserCount; user++)
        {
            Assert.Equal(Scores(model, Shopper.Of(data, user)), Scores(read, Shopper.Of(data, user)));
            Assert.Equal(model.Explain(Shopper.Of(data, user), 3), read.Explain(Shopper.Of(data, user), 3));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Options_are_those_of_the_file(string learner)
    {
        var model = Known[learner].Fit(MadeData.Grouped(), FitContext.Default);
        Assert.Equal(Known[learner].Options, RecommenderFile.Write(model).Options);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_composite_keeps_models_apart(string learner)
    {
        var data = MadeData.Grouped();
        var (model, other) = (Known[learner].Fit(data, FitContext.Default), new Popular().Fit(data, FitContext.Default));
        var whole = new ModelWriter("two", 1, 1);
        RecommenderFile.Write(model, whole, "first");
        RecommenderFile.Write(other, whole, "second");
        using var reader = ModelReader.Parse(whole.ToArray(), "two");
        Assert.Equal(Scores(model, Shopper.Of(data, 5)), Scores(RecommenderFile.Read(reader.Part("first")), Shopper.Of(data, 5)));
        Assert.Equal("popular", RecommenderFile.Read(reader.Part("second")).Kind);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_shopper_without_a_history_gets_scores_without_NaN(string learner)
    {
        var scores = Scores(Known[learner].Fit(MadeData.Grouped(), FitContext.Default), default);
        Assert.DoesNotContain(scores, float.IsNaN);
        Assert.Equal(40, scores.Length);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Scoring_allocates_nothing_once_warm(string learner)
    {
        var data = MadeData.Grouped();
        var model = Known[learner].Fit(data, FitContext.Default);
        var scores = new float[data.ItemCount];
        model.Score(Shopper.Of(data, 1), scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var user = 0; user < data.UserCount; user++)
            model.Score(Shopper.Of(data, user), scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_cancelled_fit_stops(string learner) =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Known[learner].Fit(MadeData.Grouped(), new FitContext { Cancellation = new CancellationToken(canceled: true) }));

    [Theory]
    [MemberData(nameof(Learners))]
    public void Nothing_to_learn_from_is_an_error_with_a_hint(string learner)
    {
        var error = Assert.Throws<DataException>(() => Known[learner].Fit(MadeData.Of(3, [], []), FitContext.Default));
        Assert.Equal("no-interactions", error.Code);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void An_empty_catalogue_is_an_error_with_a_hint(string learner)
    {
        var error = Assert.Throws<DataException>(() => Known[learner].Fit(MadeData.Of(0), FitContext.Default));
        Assert.Equal("no-interactions", error.Code);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [MemberData(nameof(WithoutCatalogue))]
    public void Ids_of_any_Unicode_are_learnt_and_come_back_from_the_file(string learner)
    {
        string[] ids = ["", " ", "é", "e\u0301", "日本語", "🛒👩‍👩‍👧", "\u202Eabc", "a\0b", "ß", "SS", "a,\"b\"\n"];
        var builder = new InteractionsBuilder();
        for (var user = 0; user < 22; user++)
            for (var e = 0; e < 4; e++)
                builder.Add(ids[user % ids.Length] + (user < ids.Length ? "" : "2"), ids[(user + 3 * e) % ids.Length], 1, e);
        var data = builder.Build();
        Assert.Equal(ids.Length, data.Items.Count);
        var model = Known[learner].Fit(data, FitContext.Default);
        var read = RecommenderFile.Read(ModelReader.Parse(File(model), "m"));
        Assert.Equal(data.Items.Ids, read.Items.Ids);
        Assert.Equal(Scores(model, Shopper.Of(data, 5)), Scores(read, Shopper.Of(data, 5)));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Skewed_clocks_are_survived(string learner)
    {
        // Before 1970, at the ends of what a clock can tell, and a user whose next event was hours before the last.
        var builder = new InteractionsBuilder(items: new IdMap(Enumerable.Range(0, 40).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture))));
        long[] times = [-TimeSpan.MicrosecondsPerDay, 0, 1, 4_000_000_000_000_000, 4_000_000_000_000_001, -62_135_596_800_000_000, 253_402_300_799_000_000];
        for (var user = 0; user < 30; user++)
            for (var e = 0; e < 6; e++)
                builder.Add(user, (user + 7 * e) % 40, 1, times[(user + 3 * e) % times.Length]);
        var data = builder.Build();
        var model = Known[learner].Fit(data, FitContext.Default);
        for (var user = 0; user < data.UserCount; user++)
            Assert.DoesNotContain(Scores(model, Shopper.Of(data, user)), float.IsNaN);
        // And the moment of the request lies before the events.
        Assert.DoesNotContain(Scores(model, new Shopper([1, 2], [1, 1], [times[^1], times[^1]], times[5])), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_user_with_a_hundred_thousand_events_is_learnt_from(string learner)
    {
        var builder = new InteractionsBuilder(items: new IdMap(Enumerable.Range(0, 150).Select(item => "i" + item.ToString(CultureInfo.InvariantCulture))));
        for (var e = 0; e < 100_000; e++)
            builder.Add(0, e * 7 % 150, 1, e);
        for (var user = 1; user < 20; user++)
            for (var e = 0; e < 5; e++)
                builder.Add(user, (user + 11 * e) % 150, 1, e);
        var data = builder.Build();
        var model = Known[learner].Fit(data, FitContext.Default);
        Assert.DoesNotContain(Scores(model, Shopper.Of(data, 3)), float.IsNaN);
        Assert.DoesNotContain(Scores(model, Shopper.Of(data, 0)), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void One_user_is_enough(string learner)
    {
        var data = MadeData.Of(3, [0, 2]);
        Assert.DoesNotContain(Scores(Known[learner].Fit(data, FitContext.Default), Shopper.Of(data, 0)), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void One_item_bought_by_all_stands_first_for_a_newcomer_with_a_history(string learner)
    {
        var data = MadeData.Of(5, [0, 1], [0, 2], [0, 3], [0, 1], [0, 2], [0, 3]);
        var model = Known[learner].Fit(data, FitContext.Default);
        var scores = Scores(model, new Shopper([1], [1], [0], 0));
        scores[1] = float.NegativeInfinity;
        Assert.Equal(0, Array.IndexOf(scores, scores.Max()));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Repeated_events_are_survived_and_keep_scores_finite(string learner)
    {
        var data = MadeData.Of(4, [.. Enumerable.Repeat(1, 50), 2], [1, 1, 2, 2, 3], [0]);
        var scores = Scores(Known[learner].Fit(data, FitContext.Default), Shopper.Of(data, 0));
        Assert.All(scores, score => Assert.True(float.IsFinite(score) || float.IsNegativeInfinity(score)));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_shopper_with_a_hundred_thousand_events_is_served(string learner)
    {
        var data = MadeData.Grouped();
        var model = Known[learner].Fit(data, FitContext.Default);
        var items = Enumerable.Range(0, 100_000).Select(e => e % data.ItemCount).ToArray();
        var weights = items.Select(_ => 1f).ToArray();
        var times = items.Select((_, e) => (long)e).ToArray();
        Assert.DoesNotContain(Scores(model, new Shopper(items, weights, times, times[^1])), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Reasons_name_items_of_the_history_and_stand_strongest_first(string learner)
    {
        var data = MadeData.Grouped();
        var model = Known[learner].Fit(data, FitContext.Default);
        var shopper = Shopper.Of(data, 7);
        var reasons = Enumerable.Range(0, data.ItemCount).Select(item => model.Explain(Shopper.Of(data, 7), item)).ToArray();
        Assert.Contains(reasons, list => list.Count > 0);
        foreach (var list in reasons)
        {
            Assert.Equal(list.OrderByDescending(reason => reason.Weight), list);
            foreach (var reason in list)
                Assert.True(reason.Item == -1 || shopper.Items.Contains(reason.Item));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Lists_made_together_equal_lists_made_alone(string learner)
    {
        var data = MadeData.Grouped(users: 150);
        var model = Known[learner].Fit(data, FitContext.Default);
        var lists = new int[data.UserCount][];
        TopLists.Make(model, new Everybody(data), 5, FitContext.Default, (user, items, _) => lists[user] = items.ToArray());
        for (var user = 0; user < data.UserCount; user++)
        {
            var scores = Scores(model, Shopper.Of(data, user));
            foreach (var item in data.ItemsOf(user))
                scores[item] = float.NegativeInfinity;
            // A matrix product may round a last bit otherwise than an inner product: lists agree up to ties within that.
            Assert.Equal(Math.Min(5, scores.Count(score => score > float.NegativeInfinity)), lists[user].Length);
            var expected = scores.OrderDescending().Take(lists[user].Length).ToArray();
            for (var place = 0; place < lists[user].Length; place++)
                Assert.Equal(expected[place], scores[lists[user][place]], 1e-5f);
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_cut_or_changed_file_is_refused(string learner)
    {
        var file = File(Known[learner].Fit(MadeData.Grouped(), FitContext.Default));
        Assert.Throws<DataException>(() => RecommenderFile.Read(ModelReader.Parse(file.AsMemory(0, file.Length - 9), "cut")));
        for (var place = 0; place < file.Length; place += 1 + file.Length / 60)
        {
            var changed = file.ToArray();
            changed[place] ^= 16;
            Assert.Throws<DataException>(() => RecommenderFile.Read(ModelReader.Parse(changed, "changed")));
        }
    }

    [Fact]
    public void A_kind_nobody_knows_is_refused()
    {
        var error = Assert.Throws<DataException>(() => RecommenderFile.Read(ModelReader.Parse(new ModelWriter("tea-leaves", 1, 1).ToArray(), "m")));
        Assert.Equal("bad-model", error.Code);
    }

    private static byte[] File(IRecommender model) => RecommenderFile.Write(model).ToArray();

    private static float[] Scores(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        Array.Fill(scores, float.NaN);
        model.Score(shopper, scores);
        return scores;
    }

    private sealed class Everybody(Interactions data) : IListRequests
    {
        public int Count => data.UserCount;

        public Shopper ShopperOf(int request) => Shopper.Of(data, request);

        public ReadOnlySpan<int> ExcludedFrom(int request) => data.ItemsOf(request);
    }
}
