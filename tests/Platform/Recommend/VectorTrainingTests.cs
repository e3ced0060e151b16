using Kirana.Data.Fitting;
using Kirana.Operate.Stores;
using Kirana.Operate.Vectors;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Ranking;

namespace Kirana.Tests.Platform.Recommend;

/// <summary>A shop's vectors take part in trainings, increments and lists.</summary>
public sealed class VectorTrainingTests
{
    private static readonly RecommendTrainingOptions Plain = new() { Tune = false };

    [Fact]
    public void Goods_without_a_word_enter_lists_by_their_vectors_and_the_reason_says_so()
    {
        using var shop = WithPictures();
        var interactions = RecommendTraining.Learnt(shop, null).Events;
        Assert.True(interactions.Items.TryGetIndex("x1", out _));
        Assert.False(interactions.Items.TryGetIndex("unsold", out _));

        RecommendTraining.Run(shop, Plain, FitContext.Default);
        var items = RecommendServing.Open(shop, TimeProvider.System).ForItem("x1", new RecommendOptions { Count = 3, Why = true }).Items;
        Assert.All(items, item => Assert.True(LooksLikeTea(item.Id), item.Id));
        Assert.Contains(items.SelectMany(item => item.Reasons), reason => reason.StartsWith("alike by picture vectors to ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_vectors_nobody_can_tell_what_such_goods_are()
    {
        using var shop = WithPictures();
        Assert.True(shop.Vectors.Remove("picture"));
        Assert.False(RecommendTraining.Learnt(shop, null).Events.Items.TryGetIndex("x1", out _));
    }

    [Fact]
    public void A_training_tries_the_weights_of_sets_and_the_model_keeps_the_chosen()
    {
        using var shop = WithPictures();
        var content = CatalogueContent.Of(shop, RecommendTraining.Learnt(shop, null).Events.Items);
        var given = Assert.IsType<ContentItems>(content.Given(new ContentItems()));
        Assert.Equal("picture", Assert.Single(given.Embeddings).Name);
        var recipe = Recipes.ForShops.Single(one => one.Name is "content").ForShops;
        Assert.Equal(2, recipe.Variations.Count);
        var tried = recipe.Variations[0](given).Cast<ContentItems>().ToArray();
        Assert.Equal([0.1, 0.5, 2], tried.Select(one => one.VectorWeights["picture"]));
        Assert.All(tried, one => Assert.Contains("\"picture\":", one.Options, StringComparison.Ordinal));
        // Without vectors there is nothing to try, so that a night's training costs what it did.
        Assert.Empty(recipe.Variations.SelectMany(axis => axis(new ContentItems())));

        var ranked = Assert.IsType<RankedSources>(content.Given(new RankedSources { Sources = [new ContentItems()] }));
        Assert.Single(Assert.IsType<ContentItems>(ranked.Sources[0]).Embeddings);
    }

    [Fact]
    public void An_increment_lists_new_goods_by_vectors_that_came_after_the_training()
    {
        using var shop = WithPictures();
        RecommendTraining.Run(shop, Plain, FitContext.Default);
        shop.Goods.Add(new CatalogueItem("x9", "product", "", "", 5));
        var old = shop.Vectors.Read(shop.Vectors.List()[0]);
        shop.Vectors.Save("picture", "made", old.With(new VectorTable(["x9"], [1, 0.05f, 3], 3)));
        shop.Purchases.Add(("customer1", "tool1", 100));
        RecommendIncrement.Run(shop, Plain, FitContext.Default);
        Assert.All(RecommendServing.Open(shop, TimeProvider.System).ForItem("x9", new RecommendOptions { Count = 3 }).Items, item => Assert.True(LooksLikeTea(item.Id), item.Id));
    }

    private static bool LooksLikeTea(string id) => id.StartsWith("tea", StringComparison.Ordinal) || id is "x1" or "x3";

    /// <summary>The tiny shop, its goods pictured: tea and tools look different, and of four goods nothing but the picture is known.</summary>
    private static TinyShop WithPictures()
    {
        var shop = TinyShop.Filled();
        var (ids, values) = (new List<string>(), new List<float>());
        for (var item = 0; item < 15; item++)
            foreach (var (kind, x, y) in new[] { ("tea", 1f, 0.01f * item), ("tool", 0.01f * item, 1f) })
            {
                ids.Add($"{kind}{item}");
                values.AddRange([x, y, 3]);
            }

        for (var item = 0; item < 4; item++)
        {
            shop.Goods.Add(new CatalogueItem($"x{item}", "product", "", "", 5));
            ids.Add($"x{item}");
            values.AddRange(item % 2 == 1 ? [1, 0.03f * item, 3] : [0.03f * item, 1, 3]);
        }

        shop.Vectors.Save("picture", "made", new VectorTable(ids, [.. values], 3));
        return shop;
    }
}
