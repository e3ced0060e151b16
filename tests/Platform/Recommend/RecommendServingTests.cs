using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;

namespace Kirana.Tests.Platform.Recommend;

public sealed class RecommendServingTests : IDisposable
{
    private readonly TinyShop _shop = TinyShop.Filled();

    public RecommendServingTests() => RecommendTraining.Run(_shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void A_graph_alone_makes_the_list_of_a_product_page()
    {
        using var shop = TinyShop.Filled();
        for (var pair = 0; pair < 20; pair++)
        {
            foreach (var item in (string[])["tea1", "tool2"])
                shop.Purchases.Add(($"pair{pair}", item, 50 + pair));
            foreach (var item in (string[])["tea1", "tool7"])
                shop.Views.Add(($"viewer{pair}", item, 50 + pair));
        }

        RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        var serving = RecommendServing.Open(shop, TimeProvider.System);
        foreach (var (graph, best, reason) in new[] { (ProductGraphs.CoPurchase, "tool2", "bought together with"), (ProductGraphs.CoView, "tool7", "together with") })
        {
            var list = serving.ForItem("tea1", new RecommendOptions { Graph = graph, Why = true });
            Assert.Null(list.Note);
            Assert.Equal(best, list.Items[0].Id);
            Assert.Contains(reason, list.Items[0].Reasons[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_graph_that_nothing_is_known_for_leaves_the_list_to_the_model()
    {
        var (graph, model) = (Open().ForItem("tea1", new RecommendOptions { Graph = ProductGraphs.CoView }), Open().ForItem("tea1", new RecommendOptions()));
        Assert.Contains("'co-view'", graph.Note, StringComparison.Ordinal);
        Assert.Equal(model.Items.Select(item => item.Id), graph.Items.Select(item => item.Id));
    }

    [Fact]
    public void A_customer_gets_new_goods_of_the_own_taste_first()
    {
        var bought = _shop.Purchases.Where(purchase => purchase.User is "customer4").Select(purchase => purchase.Item).ToHashSet(StringComparer.Ordinal);
        var list = Open().ForUser("customer4", new RecommendOptions { Count = 3 });
        Assert.Null(list.Note);
        Assert.Equal(3, list.Items.Count);
        Assert.All(list.Items, item => Assert.DoesNotContain(item.Id, bought));
        Assert.StartsWith("tea", list.Items[0].Id, StringComparison.Ordinal);
        Assert.Equal("drinks", list.Items[0].Category);
        Assert.EndsWith(" 1", list.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void Bought_goods_are_listed_where_that_is_asked_for()
    {
        var bought = _shop.Purchases.Where(purchase => purchase.User is "customer4").Select(purchase => purchase.Item).ToHashSet(StringComparer.Ordinal);
        var list = Open().ForUser("customer4", new RecommendOptions { IncludeBought = true });
        Assert.Contains(list.Items, item => bought.Contains(item.Id));
    }

    [Fact]
    public void Reasons_are_words_with_titles()
    {
        var list = Open().ForUser("customer4", new RecommendOptions { Count = 2, Why = true });
        Assert.Contains("Tea number", list.Items[0].Reasons[0], StringComparison.Ordinal);
        Assert.Empty(Open().ForUser("customer4", new RecommendOptions()).Items[0].Reasons);
    }

    [Fact]
    public void An_unknown_customer_gets_the_popular_list_and_is_told_so()
    {
        var list = Open().ForUser("stranger", new RecommendOptions { Count = 4, Why = true });
        Assert.Contains("unknown", list.Note!, StringComparison.Ordinal);
        Assert.Equal(4, list.Items.Count);
        Assert.All(list.Items, item => Assert.Equal("recency-popular", item.Source));
        Assert.Contains("bought much lately", list.Items[0].Reasons);
    }

    [Fact]
    public void A_purchase_after_the_training_counts_at_once()
    {
        _shop.Purchases.Add(("newcomer", "tool3", 100));
        var list = Open().ForUser("newcomer", new RecommendOptions { Count = 3 });
        Assert.Null(list.Note);
        Assert.All(list.Items, item => Assert.StartsWith("tool", item.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_customer_of_goods_the_model_never_saw_gets_the_popular_list()
    {
        _shop.Purchases.Add(("newcomer", "brand-new", 100));
        Assert.Contains("popular", Open().ForUser("newcomer", new RecommendOptions()).Note!, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_an_item_stand_others_of_its_kind_but_not_itself()
    {
        var list = Open().ForItem("tea1", new RecommendOptions { Count = 5 });
        Assert.DoesNotContain(list.Items, item => item.Id is "tea1");
        Assert.StartsWith("tea", list.Items[0].Id, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_item_is_an_error_that_names_near_ones()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Open().ForItem("tea1x", new RecommendOptions()));
        Assert.Contains("'tea1'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<KeyNotFoundException>(() => Open().ForItem("'\"/🦊", new RecommendOptions()));
        Assert.DoesNotContain("Did you mean", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_nobody_bought_gets_the_popular_list() =>
        Assert.NotNull(Open().ForItem("unsold", new RecommendOptions()).Note);

    [Fact]
    public void What_is_no_good_by_the_present_rules_is_never_listed()
    {
        var (place, item) = (_shop.Goods.FindIndex(card => card.Id is "tea3"), "tea3");
        _shop.Goods[place] = _shop.Goods[place] with { Kind = "voucher" };
        var serving = Open();
        var all = new RecommendOptions { Count = 100, IncludeBought = true };
        Assert.DoesNotContain(serving.ForUser("customer4", all).Items, card => string.Equals(card.Id, item, StringComparison.Ordinal));
        Assert.DoesNotContain(serving.ForUser("stranger", all).Items, card => string.Equals(card.Id, item, StringComparison.Ordinal));
        Assert.DoesNotContain(serving.ForItem("tea1", all).Items, card => string.Equals(card.Id, item, StringComparison.Ordinal));
        Assert.DoesNotContain(serving.ForEverybody(all, FitContext.Default).SelectMany(list => list.Items), card => string.Equals(card.Id, item, StringComparison.Ordinal));
    }

    [Fact]
    public void Everybodys_lists_equal_each_ones_own()
    {
        var serving = Open();
        var options = new RecommendOptions { Count = 5 };
        var lists = serving.ForEverybody(options, FitContext.Default).ToArray();
        Assert.Equal(40, lists.Length);
        foreach (var list in lists)
            Assert.Equal(serving.ForUser(list.For, options).Items.Select(item => item.Id), list.Items.Select(item => item.Id));
    }

    [Fact]
    public void No_item_stands_twice_in_a_list() =>
        Assert.All(Open().ForEverybody(new RecommendOptions { Count = 100 }, FitContext.Default),
            list => Assert.Equal(list.Items.Count, list.Items.Select(item => item.Id).Distinct(StringComparer.Ordinal).Count()));

    [Fact]
    public void A_list_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Open().ForUser("customer4", new RecommendOptions { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open().ForEverybody(new RecommendOptions { Count = 0 }, FitContext.Default));
    }

    [Fact]
    public void Without_a_trained_model_there_is_a_next_step()
    {
        using var shop = TinyShop.Filled();
        var error = Assert.Throws<KeyNotFoundException>(() => RecommendServing.Open(shop, TimeProvider.System));
        Assert.Contains("kirana train recommend", error.Message, StringComparison.Ordinal);
    }

    private RecommendServing Open() => RecommendServing.Open(_shop, TimeProvider.System);
}
