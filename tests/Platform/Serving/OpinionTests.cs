using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Registry;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Recommend;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>What shoppers say reaches the very next list: by the features of training, and what they dislike is not shown to them again.</summary>
public sealed class OpinionTests : IDisposable
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(120);
    private static readonly RecommendOptions Everything = new() { Count = 100, IncludeBought = true };

    private readonly LiveShop _shop = LiveShop.Filled();
    private readonly ManualClock _clock = new(Now);
    private readonly ShopServing _serving;

    public OpinionTests() => _serving = ShopServing.Open(_shop, _clock);

    public void Dispose()
    {
        _serving.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public void What_is_disliked_is_not_listed_again_until_it_is_liked()
    {
        Assert.Contains("tea3", Ids());
        _serving.Append([Batches.Event("customer4", "tea3", Now, "rating", 1)]);
        Assert.DoesNotContain("tea3", Ids());
        Assert.Contains("tea3", Ids("customer6"));
        // Also after the visit, and once a new snapshot holds it.
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain("tea3", Ids());
        _shop.Elsewhere("customer8", "tea3");
        _serving.Refresh();
        Assert.Equal(2, _shop.Readings);
        Assert.DoesNotContain("tea3", Ids());
        _serving.Append([Batches.Event("customer4", "tea3", _clock.GetUtcNow(), "review", 4)]);
        Assert.Contains("tea3", Ids());
        // The middle is no dislike, and a review without a rating says nothing.
        _serving.Append([Batches.Event("customer4", "tea4", _clock.GetUtcNow(), "rating", 3), Batches.Event("customer4", "tea5", _clock.GetUtcNow(), "review")]);
        Assert.Contains("tea4", Ids());
        Assert.Contains("tea5", Ids());
    }

    [Fact]
    public void What_is_rated_is_known_as_what_is_bought_is()
    {
        var options = new RecommendOptions { Count = 100 };
        var listed = _serving.Recommend("customer4", options).Items[3].Id;
        _serving.Append([Batches.Event("customer4", listed, Now, "rating", 5)]);
        Assert.DoesNotContain(_serving.Recommend("customer4", options).Items, item => string.Equals(item.Id, listed, StringComparison.Ordinal));
        Assert.Contains(listed, Ids());
    }

    [Fact]
    public void Of_purchases_alone_an_opinion_asks_for_no_new_reading_and_popularity_does_not_count_it()
    {
        var before = _serving.Recommend("stranger", Everything).Items.Select(item => item.Id).ToArray();
        for (var i = 0; i < 50; i++)
            _serving.Append([Batches.Event($"judge{i}", "tea9", Now, "rating", i % 5 + 1)]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_serving.Refresh());
        Assert.Equal(1, _shop.Readings);
        Assert.Equal(before, _serving.Recommend("stranger", Everything).Items.Select(item => item.Id));
    }

    [Fact]
    public void Where_ratings_are_learnt_from_a_like_is_history_at_once_and_a_dislike_is_matched_by_a_new_reading()
    {
        _shop.Serves = _shop.Serves! with { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["purchase"] = 1, ["rating"] = 2 } };
        _shop.Models++;
        Assert.True(_serving.Refresh());
        Assert.Equal(2, _shop.Readings);
        _serving.Append([Batches.Event("newcomer", "tool3", Now, "rating", 5)]);
        _clock.Advance(TimeSpan.FromHours(1));
        var list = _serving.Recommend("newcomer", new RecommendOptions { Count = 3 });
        Assert.False(list.Degraded);
        Assert.All(list.Items, item => Assert.StartsWith("tool", item.Id, StringComparison.Ordinal));
        Assert.False(_serving.Refresh());
        _serving.Append([Batches.Event("customer4", "tea3", Now, "rating", 1)]);
        Assert.True(_serving.Refresh());
        Assert.Equal(3, _shop.Readings);
    }

    [Fact]
    public void A_list_ranks_by_the_same_bits_as_a_training_row_of_the_same_past()
    {
        using var shop = Judged();
        var bought = shop.Interactions(new InteractionQuery());
        var model = (RankedSourcesModel)new RankedSources { Sources = [new RecencyPopular(), new ItemNeighbors()], PeriodDays = 20, Opinions = shop.Opinions() }.Fit(bought, FitContext.Default);
        var version = new ModelVersion(
            "recommend", 1, model.Kind, default, new Dictionary<string, double>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal), "{}", "", "", 0, 0, 0, "", 0);
        var lists = ShopLists.Of(version, new ShopRecommender(model, new Popular().Fit(bought, FitContext.Default)), new ServedRecords(shop.Contents(new InteractionQuery())), rules: null, TimeProvider.System);
        var moment = Microseconds.Of(Now);
        // One of the opinions comes after the records were read.
        LiveEvent[] since = [new("tool5", 0, IsVisit: true, moment - 90 * TimeSpan.MicrosecondsPerMinute, Version: 1) { Opinion = new Opinion(OpinionKind.Rating, 1).Code }];
        var list = lists.For(new ListedShopper { User = "customer4", Since = since, Now = moment }, new RecommendOptions { Count = 30, Explain = true, IncludeBought = true }, out _);

        shop.Sayings.Add(("customer4", "tool5", 0, new Opinion(OpinionKind.Rating, 1)));
        var all = Opinions.Over(shop.Opinions(), bought);
        Assert.True(bought.Users.TryGetIndex("customer4", out var row));
        var (items, codes, times) = (all.ItemsOf(row).ToArray(), all.WeightsOf(row).ToArray(), all.TimesOf(row).ToArray());
        var own = new Shopper(bought.ItemsOf(row), bought.WeightsOf(row), bought.TimesOf(row), moment) { Opinions = new Opinions(items, codes, times) };
        Assert.NotEmpty(list);
        Assert.DoesNotContain(list, item => item.Id is "tea2");
        foreach (var item in list)
        {
            var trained = model.Trace(own, model.Items.GetOrAdd(item.Id)).Shares.ToDictionary(feature => feature.Feature, feature => feature.Value, StringComparer.Ordinal);
            foreach (var feature in item.Trace!.Contributions)
                Assert.Equal(trained[feature.Feature], feature.Value ?? float.NaN);
        }

        Assert.Equal(1f, list.Single(item => item.Id is "tool5").Trace!.Contributions.Single(feature => feature.Feature is "pair-rating").Value);
    }

    [Fact]
    public void A_training_keeps_what_it_learnt_from_and_everybodys_lists_and_pages_show_opinions()
    {
        using var shop = Judged();
        var result = RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        Assert.Null(result.Version.Weights);
        var serving = RecommendServing.Open(shop, TimeProvider.System);
        var options = new RecommendOptions { Count = 40, IncludeBought = true };
        foreach (var list in serving.ForEverybody(options, FitContext.Default).Take(10))
        {
            Assert.DoesNotContain(list.Items, item => item.Id is "tea2");
            Assert.Equal(serving.ForUser(list.For, options).Items.Select(item => (item.Id, item.Score)), list.Items.Select(item => (item.Id, item.Score)));
        }

        var told = serving.PerformanceOf("tea2")!;
        Assert.Equal((1.5, 40), (told.Rating!.Value, told.Ratings));
        Assert.EndsWith("rated 1.5 by 40", told.InWords(), StringComparison.Ordinal);
        Assert.Null(serving.PerformanceOf("tool1")!.Rating);
    }

    [Fact]
    public void A_shop_of_ratings_alone_learns_from_what_is_liked()
    {
        using var shop = Judged();
        shop.Likes.AddRange(shop.Purchases);
        shop.Purchases.Clear();
        var result = RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        Assert.Contains("The shop has no purchases, so it learnt from what was rated above the middle", result.Rule, StringComparison.Ordinal);
        Assert.Equal(["rating", "review"], result.Version.Weights!.Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty(RecommendServing.Open(shop, TimeProvider.System).ForUser("customer4", new RecommendOptions()).Items);
        Assert.Contains("knows every event", RecommendIncrement.Run(shop, new RecommendTrainingOptions(), FitContext.Default).Rule, StringComparison.Ordinal);
    }

    /// <summary>Everybody rates tea2 low, one half a little lower, and some things get high ratings, wishes and long looks.</summary>
    private static TinyShop Judged()
    {
        var shop = TinyShop.Filled();
        for (var user = 0; user < 40; user++)
        {
            shop.Sayings.Add(($"customer{user}", "tea2", 50 + user % 7, new Opinion(OpinionKind.Rating, user % 2 == 0 ? -1 : -0.5f)));
            shop.Sayings.Add(($"customer{user}", $"tool{user % 5 + 5}", 60 + user % 7, new Opinion(OpinionKind.Rating, 1)));
            shop.Sayings.Add(($"customer{user}", $"tea{user % 5 + 5}", 70 + user % 9, new Opinion(OpinionKind.Wish, 1)));
            shop.Sayings.Add(($"customer{user}", $"tea{user % 7}", 75, new Opinion(OpinionKind.Dwell, 10 * user)));
        }

        return shop;
    }

    private string[] Ids(string user = "customer4") => [.. _serving.Recommend(user, Everything).Items.Select(item => item.Id)];
}
