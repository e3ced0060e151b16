using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Tests.Platform.Forecast.Hierarchies;

public sealed class CoherentServingTests
{
    private static readonly MemoryShop Shop = Trained();
    private static readonly ForecastServing Serving = ForecastServing.Open(Shop);

    [Theory]
    [InlineData(Step.Day)]
    [InlineData(Step.Week)]
    public void Items_add_up_to_their_categories_and_those_to_the_total(Step step)
    {
        var all = Serving.Coherent(DemandLevel.Item, 6, step);
        Assert.Equal(["total", "category", "item"], all.Select(one => one.Level).Distinct());
        AssertSums(all.Where(one => one.Level is "item"), all.Where(one => one.Level is "category"), key => key[..1]);
        AssertSums(all.Where(one => one.Level is "item"), all.Where(one => one.Level is "total"), _ => "total");
        Assert.Equal(Serving.All(DemandLevel.Item, 6, step).Select(one => one.Key), all.Where(one => one.Level is "item").Select(one => one.Forecast.Key));
        Assert.All(all, one => Assert.Equal(all[0].Forecast.Axis, one.Forecast.Axis));
    }

    [Fact]
    public void Items_by_location_add_up_four_ways()
    {
        var all = Serving.Coherent(DemandLevel.ItemLocation, 5);
        var fine = all.Where(one => one.Level is "item-location").ToArray();
        AssertSums(fine, all.Where(one => one.Level is "total"), _ => "total");
        AssertSums(fine, all.Where(one => one.Level is "category"), key => key[..1]);
        AssertSums(fine, all.Where(one => one.Level is "location"), key => key[(key.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        AssertSums(fine, all.Where(one => one.Level is "item"), key => key[..key.IndexOf('|', StringComparison.Ordinal)]);
        Assert.All(all, one => Assert.All(one.Forecast.Quantiles, quantile => Assert.All(quantile, value => Assert.True(value >= 0))));
    }

    [Theory]
    [InlineData(DemandLevel.Category, "category")]
    [InlineData(DemandLevel.Location, "location")]
    public void Categories_and_locations_add_up_to_the_total(DemandLevel level, string name)
    {
        var all = Serving.Coherent(level, 5);
        AssertSums(all.Where(one => string.Equals(one.Level, name, StringComparison.Ordinal)), all.Where(one => one.Level is "total"), _ => "total");
    }

    [Fact]
    public void The_total_alone_is_as_it_was()
    {
        var one = Assert.Single(Serving.Coherent(DemandLevel.Total, 5));
        Assert.Equal("total", one.Level);
        Assert.Equal(Serving.All(DemandLevel.Total, 5).Single().Mean, one.Forecast.Mean);
    }

    private static void AssertSums(IEnumerable<LevelForecast> parts, IEnumerable<LevelForecast> sums, Func<string, string> of)
    {
        var groups = parts.GroupBy(part => of(part.Forecast.Key), StringComparer.Ordinal).ToDictionary(group => group.Key, StringComparer.Ordinal);
        var all = sums.ToArray();
        Assert.Equal(groups.Keys.Order(StringComparer.Ordinal), all.Select(sum => sum.Forecast.Key).Order(StringComparer.Ordinal));
        foreach (var sum in all)
            for (var k = 0; k < sum.Forecast.Horizon; k++)
                Assert.Equal(groups[sum.Forecast.Key].Sum(part => part.Forecast.Mean[k]), sum.Forecast.Mean[k], 1e-6);
    }

    private static MemoryShop Trained()
    {
        var shop = ForecastTrainingTests.Shop();
        new ForecastTraining().Run(shop, FitContext.Default);
        return shop;
    }
}
