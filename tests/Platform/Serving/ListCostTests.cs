using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Registry;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Platform.Serving;

public sealed class ListCostTests
{
    [Fact]
    public void A_list_costs_its_cards_however_many_items_and_events_there_are()
    {
        var builder = new InteractionsBuilder();
        for (var i = 0; i < 20_000; i++)
            builder.Add("user", $"item{i}", 1, i);
        var histories = builder.Build();
        var popular = new Popular().Fit(histories, FitContext.Default);
        var version = new ModelVersion(
            "recommend", 1, "popular", default, new Dictionary<string, double>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal), "{}", "", "", 0, 0, 0, "", 0);
        var lists = ShopLists.Of(version, new ShopRecommender(popular, popular), new ServedRecords(new ShopContents(0, histories, [], [])), rules: null, TimeProvider.System);
        var options = new RecommendOptions { Count = 10, IncludeBought = true };
        var items = 0;
        for (var i = 0; i < 10; i++)
            items += lists.For(new ListedShopper { User = "user", Now = 0 }, options, out _).Count;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            items += lists.For(new ListedShopper { User = "user", Now = 0 }, options, out _).Count;
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 2_000);
        Assert.Equal(1_100, items);
    }
}
