using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Capacity;

namespace Kirana.Tests.Platform.Recommend.Capacity;

public sealed class CapacityTests
{
    private static readonly CapacityPlan Tiny = CapacityPlanning.Run(new CapacityRequest { Shop = new ShopSize(1500, 200, 6), ProbeUsers = 1000 }, FitContext.Default);

    [Fact]
    public void A_made_shop_has_the_size_that_was_asked_for_and_the_same_seed_makes_the_same()
    {
        var size = new ShopSize(20_000, 3000, 12);
        var (shop, again, other) = (MadeShop.Of(size, 1), MadeShop.Of(size, 1), MadeShop.Of(size, 2));
        Assert.Equal((20_000, 3000), (shop.Purchases.UserCount, shop.Purchases.ItemCount));
        Assert.InRange(shop.Purchases.Count / size.Events, 0.97, 1.03);
        Assert.Equal(shop.Purchases.ItemsOf(77), again.Purchases.ItemsOf(77));
        Assert.Equal(shop.Purchases.TimesOf(77), again.Purchases.TimesOf(77));
        Assert.False(shop.Purchases.TimesOf(77).SequenceEqual(other.Purchases.TimesOf(77)));
        Assert.All(Enumerable.Range(0, 100), item => Assert.NotEqual("", shop.Descriptions(1)[item].Title));
    }

    [Theory]
    [InlineData(99, 1000, 7)]
    [InlineData(1000, 99, 7)]
    [InlineData(1000, 1000, 0.5)]
    [InlineData(1000, 1000, double.NaN)]
    public void A_size_out_of_range_is_refused(int users, int items, double events)
    {
        Assert.Throws<ArgumentException>(() => MadeShop.Of(new ShopSize(users, items, events), 1));
        Assert.Throws<ArgumentException>(() => CapacityPlanning.Run(new CapacityRequest { Shop = new ShopSize(users, items, events) }, FitContext.Default));
    }

    [Fact]
    public void A_straight_line_is_carried_on_exactly_and_noise_never_below_a_constant_or_above_proportion()
    {
        Assert.Equal(5 + 2 * 1000.0, CapacityPlanning.Carried(5 + 2 * 10, 5 + 2 * 40, 10, 40, 1000), 9);
        Assert.Equal(3.0, CapacityPlanning.Carried(4, 3, 10, 40, 1000), 12);
        Assert.Equal(8 * 1000.0 / 40, CapacityPlanning.Carried(1, 8, 10, 40, 1000), 9);
        Assert.Equal(8.0, CapacityPlanning.Carried(1, 8, 40, 40, 1000), 12);
        Assert.Equal(4 + 0.5 * 4 * (1000 - 40) / 40, CapacityPlanning.Carried(5, 4, 10, 40, 1000, least: 0.5), 9);
    }

    [Fact]
    public void Among_millions_of_items_recipes_of_all_pairs_are_left_out_with_a_reason_and_a_small_shop_has_all()
    {
        var large = CapacityPlanning.SourcesOf(new ShopSize(10_000_000, 2_000_000, 7)).ToDictionary(source => source.Recipe.Name, source => source.LeftOut, StringComparer.Ordinal);
        Assert.Contains("16,000 GB", large["linear-items"], StringComparison.Ordinal);
        Assert.Contains("4,000 billion pairs", large["transitions"], StringComparison.Ordinal);
        Assert.Equal(["content", "implicit-als", "item-neighbors", "recency-popular"], large.Where(source => source.Value is null).Select(source => source.Key).Order(StringComparer.Ordinal));
        Assert.All(CapacityPlanning.SourcesOf(new ShopSize(5000, 4000, 80)), source => Assert.Null(source.LeftOut));
    }

    [Fact]
    public void A_plan_tells_of_every_source_what_it_costs_and_of_all_what_is_needed()
    {
        Assert.Equal(RecommendTraining.RankedRecipes, Tiny.Parts.Select(part => part.Recipe));
        Assert.All(Tiny.Parts, part => Assert.True(part is { LeftOut: null, FitCpuSeconds: > 0, ModelMegabytes: > 0 }));
        Assert.True(Tiny.Needs is { TrainCpuSeconds: > 0, ListCpuMilliseconds: > 0 });
        Assert.True(Tiny.Needs.TrainMegabytes > Tiny.Needs.ModelMegabytes && Tiny.Needs.ServeMegabytes > Tiny.Needs.ModelMegabytes);
        // Models and histories are whole numbers of bytes of what is there, so they follow from the size without noise.
        var simulated = CapacitySimulation.Run(Tiny, FitContext.Default);
        Assert.InRange(simulated.ModelMegabytes / Tiny.Needs.ModelMegabytes, 0.7, 1.4);
        Assert.InRange(simulated.ServeMegabytes / Tiny.Needs.ServeMegabytes, 0.7, 1.4);
    }

    [Fact]
    public void What_this_machine_cannot_hold_is_refused_before_anything_is_made()
    {
        var fault = Assert.Throws<DataException>(() => CapacitySimulation.Run(Tiny with { Needs = Tiny.Needs with { TrainMegabytes = 1e12 } }, FitContext.Default));
        Assert.Equal(CapacitySimulation.TooLittleMemory, fault.Code);
        Assert.Contains("1000000000.0 GB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_can_be_called_off()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CapacityPlanning.Run(new CapacityRequest { Shop = Tiny.Shop }, FitContext.Default with { Cancellation = stop.Token }));
    }
}
