using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>Lists follow what shoppers take between trainings, and only as far as they may.</summary>
public sealed class LayerTests
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(105);
    private static readonly RecommendOptions All = new() { Count = 100, IncludeBought = true };
    private static readonly ManualClock Clock = new(Now);

    [Fact]
    public void Before_anything_is_taken_lists_are_those_without_a_layer()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        Assert.Equal(0, serving.Layer!.Requests);
        Assert.Null(serving.Layer.Newest);
        shop.Save(shop.Settings with { LiveLayer = false });
        using var without = ShopServing.Open(shop, Clock);
        Assert.Null(without.Layer);
        Assert.Equal(Listed(without), Listed(serving));
    }

    [Fact]
    public void What_sells_since_the_training_rises_in_everybodys_list()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        var before = Listed(serving);
        Buy(serving, 8, "tool3");
        Assert.Equal(before, Listed(serving));
        serving.Teach();
        Assert.Equal(8, serving.Layer!.Requests);
        Assert.Equal(Now, serving.Layer.Newest);
        Assert.Equal(["score", "item-age", "item-went", "department-went"], serving.Layer.Weights.Select(weight => weight.Key));
        Assert.True(serving.Layer.Weights[2].Value > 0);
        Assert.True(Gap(Listed(serving)) > Gap(before));
        var trace = serving.Recommend("customer20", All with { Explain = true }).Items.Single(item => item.Id is "tool3").Trace!;
        Assert.True(Assert.Single(trace.Contributions, share => share.Feature is "since-training-item-went").Share > 0);

        static float Gap(List<(string Id, float Score)> list) => list.Single(item => item.Id is "tool3").Score - list.Where(item => item.Id is not "tool3" && item.Id.StartsWith("tool", StringComparison.Ordinal)).Average(item => item.Score);
    }

    [Fact]
    public void More_than_the_budget_or_too_late_is_counted_and_left_out()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        Buy(serving, 15, "tool3");
        serving.Append([Batches.Event("customer1", "tool4", Now), Batches.Event("customer1", "tool4", Now, "view")]);
        serving.Teach();
        Assert.Equal((LayerLessons.MostWaiting, 5), (serving.Layer!.Requests, serving.Layer.Skipped));
        serving.Append([Batches.Event("customer2", "tool4", Now.AddDays(-2))]);
        serving.Teach();
        Assert.Equal((LayerLessons.MostWaiting, 6), (serving.Layer.Requests, serving.Layer.Skipped));
    }

    [Fact]
    public void Where_the_shop_tells_what_it_showed_only_that_teaches()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        foreach (var item in (string[])["tool3", "tool4", "tea5"])
            serving.Append([Batches.Event("customer0", item, Now.AddMinutes(-1), "impression")]);
        // Of the others one was shown something long ago, one nothing.
        serving.Append([Batches.Event("customer1", "tool3", Now.AddHours(-2), "impression")]);
        Buy(serving, 3, "tool3");
        serving.Teach();
        Assert.Equal(1, serving.Layer!.Requests);
        var list = serving.Recommend("customer20", All with { Explain = true }).Items;
        Assert.Equal(["tea5", "tool3", "tool4"], list.Where(item => item.Trace!.Contributions.Single(share => share.Feature is "since-training-item-went").Value != 0).Select(item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_is_asked_as_of_just_before_whatever_was_read_meanwhile()
    {
        using var shop = LiveShop.Ranked();
        using var other = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        using var read = ShopServing.Open(other, Clock);
        Buy(serving, 5, "tool3");
        Buy(read, 5, "tool3");
        other.Elsewhere("customer9", "tool1");
        Assert.True(read.Refresh());
        serving.Teach();
        read.Teach();
        Assert.Equal(serving.Layer!.Weights, read.Layer!.Weights);
    }

    [Fact]
    public void A_person_who_is_forgotten_leaves_no_trace()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        Buy(serving, 3, "tool3");
        serving.Teach();
        serving.Append([Batches.Event("customer2", "tool5", Now)]);
        serving.Erase("customer0");
        serving.Erase("customer2");
        serving.Teach();
        Assert.Equal(0, serving.Layer!.Requests);
        Assert.All(serving.Layer.Weights, weight => Assert.Equal(0, weight.Value));
        serving.Refresh();
        using var fresh = ShopServing.Open(shop, Clock);
        Assert.Equal(Listed(fresh), Listed(serving));
        // Whoever is left teaches on.
        serving.Append([Batches.Event("customer7", "tool5", Now)]);
        serving.Teach();
        Assert.Equal(1, serving.Layer.Requests);
    }

    [Fact]
    public void Weights_go_on_with_the_next_model()
    {
        using var shop = LiveShop.Ranked();
        using var serving = ShopServing.Open(shop, Clock);
        Buy(serving, 6, "tool3");
        serving.Teach();
        var learnt = serving.Layer!.Weights;
        var ranked = shop.Serves!;
        shop.Serves = ranked with { Number = LiveShop.Filled().Serves!.Number };
        shop.Models++;
        Assert.True(serving.Refresh());
        Assert.Null(serving.Layer);
        serving.Append([Batches.Event("customer7", "tool5", Now)]);
        serving.Teach();
        shop.Serves = ranked;
        shop.Models++;
        Assert.True(serving.Refresh());
        Assert.Equal(6, serving.Layer!.Requests);
        Assert.Equal(learnt, serving.Layer.Weights);
    }

    private static void Buy(ShopServing serving, int customers, string item)
    {
        for (var user = 0; user < customers; user++)
            serving.Append([Batches.Event($"customer{user}", item, Now)]);
    }

    private static List<(string Id, float Score)> Listed(ShopServing serving) => [.. serving.Recommend("customer20", All).Items.Select(item => (item.Id, item.Score))];
}
