using Kirana.Data.Fitting;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Tests.Platform.Recommend;

public sealed class RecommendIncrementTests
{
    private static readonly RecommendTrainingOptions Plain = new() { Tune = false };

    [Fact]
    public void New_events_and_items_stand_in_lists_after_an_increment()
    {
        using var shop = TinyShop.Filled();
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        shop.Goods.Add(new CatalogueItem("tea-new", "product", "Tea of the year", "drinks", 3));
        for (var user = 0; user < 40; user += 2)
            shop.Purchases.Add(($"customer{user}", "tea-new", 100));
        var result = RecommendIncrement.Run(shop, Plain, FitContext.Default);
        Assert.Equal((20, 1, true), (result.Events, result.NewItems, result.Promoted));
        Assert.Contains("version 1", result.Rule, StringComparison.Ordinal);
        shop.Purchases.Add(("newcomer", "tea3", 101));
        Assert.Contains(RecommendServing.Open(shop, TimeProvider.System).ForUser("newcomer", new RecommendOptions { Count = 20 }).Items, item => item.Id is "tea-new");
    }

    [Fact]
    public void A_version_names_the_whole_training_it_continues_and_has_its_figures()
    {
        using var shop = TinyShop.Filled();
        var whole = RecommendTraining.Run(shop, Plain, FitContext.Default).Version;
        Assert.Null(whole.Parent);
        shop.Purchases.Add(("customer1", "tea1", 100));
        var first = RecommendIncrement.Run(shop, Plain, FitContext.Default).Version;
        shop.Purchases.Add(("customer1", "tea2", 101));
        var second = RecommendIncrement.Run(shop, Plain, FitContext.Default);
        // Not the increment before it: nothing adds up.
        Assert.Equal((1, 1, 2), (first.Parent, second.Version.Parent, second.Events));
        Assert.Equal((whole.Kind, whole.Options, whole.Metrics), (second.Version.Kind, second.Version.Options, second.Version.Metrics));
        Assert.True(second.Version.LearntUntil > first.LearntUntil && first.LearntUntil > whole.LearntUntil);
        Assert.Equal(3, shop.Current("recommend")!.Number);
    }

    [Fact]
    public void Nothing_new_registers_nothing()
    {
        using var shop = TinyShop.Filled();
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        var result = RecommendIncrement.Run(shop, Plain, FitContext.Default);
        Assert.Equal((1, 0L, false), (result.Version.Number, result.Events, result.Promoted));
        Assert.Single(shop.List("recommend"));
    }

    [Fact]
    public void An_increment_may_be_registered_without_serving()
    {
        using var shop = TinyShop.Filled();
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        shop.Purchases.Add(("customer1", "tea1", 100));
        Assert.False(RecommendIncrement.Run(shop, Plain with { Promote = false }, FitContext.Default).Promoted);
        Assert.Equal(1, shop.Current("recommend")!.Number);
    }

    [Fact]
    public void Without_a_model_it_says_what_to_do()
    {
        using var shop = TinyShop.Filled();
        var error = Assert.Throws<KeyNotFoundException>(() => RecommendIncrement.Run(shop, Plain, FitContext.Default));
        Assert.Contains("kirana train recommend", error.Message, StringComparison.Ordinal);
    }
}
