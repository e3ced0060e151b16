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

/// <summary>What shoppers look at reaches the ranking of the very next list, by the same features as in training.</summary>
public sealed class LookTests
{
    private static readonly DateTimeOffset s_now = TinyShop.Start.AddDays(120);

    [Fact]
    public void A_list_ranks_by_the_same_bits_as_a_training_row_of_the_same_past()
    {
        using var shop = TinyShop.Filled();
        foreach (var (user, item, day) in shop.Purchases)
            shop.Views.Add((user, item, day - 1));
        shop.Views.Add(("customer4", "tool3", 119));
        var lists = ListsOf(shop, out var model, out var stages);
        var moment = Microseconds.Of(s_now);
        var places = model.Items;
        var bought = shop.Interactions(new InteractionQuery());
        Assert.True(bought.Users.TryGetIndex("customer4", out var row));
        // Two of the looks come after the records were read, the last one with the request.
        LiveEvent[] since = [new("tool5", 0.1f, IsVisit: true, moment - 90 * TimeSpan.MicrosecondsPerMinute, Version: 1) { Stage = 1 }];
        var list = lists.For(new ListedShopper { User = "customer4", Since = since, Now = moment }, new RecommendOptions { Count = 30, Explain = true, IncludeBought = true }, out _);

        var looks = new InteractionsBuilder(bought.Users, places, bought.UserCount);
        for (var e = 0; e < stages.ItemsOf(row).Length; e++)
            if (stages.WeightsOf(row)[e] < 3)
                looks.Add(row, places.GetOrAdd(stages.Items[stages.ItemsOf(row)[e]]), 1, stages.TimesOf(row)[e]);
        looks.Add(row, places.GetOrAdd("tool5"), 1, since[0].Time);
        var known = looks.Build();
        int[] items = [.. bought.ItemsOf(row).ToArray().Select(item => places.GetOrAdd(bought.Items[item]))];
        var shopper = new Shopper(items, bought.WeightsOf(row), bought.TimesOf(row), moment) { Looks = Looks.Of(known, row, moment) };
        Assert.NotEmpty(list);
        foreach (var item in list)
        {
            var trained = model.Trace(shopper, places.GetOrAdd(item.Id)).Shares.ToDictionary(feature => feature.Feature, feature => feature.Value, StringComparer.Ordinal);
            foreach (var feature in item.Trace!.Contributions)
                Assert.Equal(trained[feature.Feature], feature.Value ?? float.NaN);
        }

        var value = list.Single(item => item.Id is "tool5").Trace!.Contributions.ToDictionary(feature => feature.Feature, feature => feature.Value, StringComparer.Ordinal);
        Assert.Equal((1f, 90 / 1440f), (value["pair-looks"], value["pair-days-since-look"]));
    }

    [Fact]
    public void Everybodys_lists_are_those_of_each()
    {
        using var shop = TinyShop.Filled();
        foreach (var (user, item, day) in shop.Purchases)
            shop.Views.Add((user, item, day - 1));
        RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        var serving = RecommendServing.Open(shop, TimeProvider.System);
        foreach (var list in serving.ForEverybody(new RecommendOptions { Count = 5 }, FitContext.Default).Take(10))
            Assert.Equal(serving.ForUser(list.For, new RecommendOptions { Count = 5 }).Items.Select(item => (item.Id, item.Score)), list.Items.Select(item => (item.Id, item.Score)));
    }

    private static ShopLists ListsOf(TinyShop shop, out RankedSourcesModel model, out Interactions stages)
    {
        stages = shop.Interactions(new InteractionQuery { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["view"] = 1, ["purchase"] = 3 } });
        var bought = shop.Interactions(new InteractionQuery());
        model = (RankedSourcesModel)new RankedSources { Sources = [new RecencyPopular(), new ItemNeighbors()], PeriodDays = 20, Stages = stages }.Fit(bought, FitContext.Default);
        var version = new ModelVersion(
            "recommend", 1, model.Kind, default, new Dictionary<string, double>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal), "{}", "", "", 0, 0, 0, "", 0);
        return ShopLists.Of(version, new ShopRecommender(model, new Popular().Fit(bought, FitContext.Default)), new ServedRecords(shop.Contents(new InteractionQuery())), rules: null, TimeProvider.System);
    }
}
