using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;

namespace Kirana.Tests.Platform.Forecast;

public sealed class ForecastServingTests
{
    private static readonly MemoryShop Shop = Trained();
    private static readonly ForecastServing Serving = ForecastServing.Open(Shop);

    [Fact]
    public void An_item_is_forecast_from_the_day_after_its_history()
    {
        var answer = Serving.Forecast("A003");
        Assert.Equal(28, answer.Forecast.Horizon);
        Assert.Equal([0.1, 0.5, 0.9], answer.Forecast.Levels);
        Assert.Equal(answer.History.Axis.Shift(answer.History.Length), answer.Forecast.Axis);
        Assert.Equal(220, answer.History.Length);
        Assert.Equal(1, answer.Version.Number);
        Assert.All(Enumerable.Range(0, 28), k => Assert.True(answer.Forecast.Quantiles[0][k] <= answer.Forecast.Quantiles[2][k]));
    }

    [Fact]
    public void One_location_is_part_of_all()
    {
        var (part, whole) = (Serving.Forecast("A003", "France", 14), Serving.Forecast("A003", horizon: 14));
        Assert.Equal("A003|France", part.Forecast.Key);
        Assert.True(part.Forecast.Mean.Sum() < whole.Forecast.Mean.Sum());
        Assert.Equal(90, part.History.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(10_000)]
    public void A_horizon_out_of_range_is_refused_with_the_limits(int horizon)
    {
        Assert.Contains("1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => Serving.Forecast("A003", horizon: horizon)).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => Serving.All(DemandLevel.Item, horizon)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_item_or_location_is_answered_with_the_nearest()
    {
        Assert.Contains("'A003'", Assert.Throws<KeyNotFoundException>(() => Serving.Forecast("a03")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Near", Assert.Throws<KeyNotFoundException>(() => Serving.Forecast("no such thing")).Message, StringComparison.Ordinal);
        Assert.Contains("'France'", Assert.Throws<KeyNotFoundException>(() => Serving.Forecast("A003", "Frence")).Message, StringComparison.Ordinal);
        Assert.Contains("item 'A999'", Assert.Throws<KeyNotFoundException>(() => Serving.Forecast("A999", "France")).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => Serving.Forecast(""));
    }

    [Fact]
    public void Everything_is_forecast_at_any_level()
    {
        Assert.Equal(20, Serving.All(DemandLevel.Item, 5).Count());
        Assert.Equal(40, Serving.All(DemandLevel.ItemLocation, 5).Count());
        Assert.Equal(["A", "B", "C"], Serving.All(DemandLevel.Category, 5).Select(forecast => forecast.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["France", "UK"], Serving.All(DemandLevel.Location, 5, Step.Week).Select(forecast => forecast.Key).Order(StringComparer.Ordinal));
        Assert.Equal(8, Serving.All(DemandLevel.Total, step: Step.Week).Single().Horizon);
    }

    [Fact]
    public void A_step_that_a_shop_has_not_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Serving.Forecast("A003", step: Step.Hour));

    [Fact]
    public void A_shop_without_a_model_says_how_to_get_one()
    {
        using var shop = new MemoryShop();
        Assert.Contains("kirana train forecast", Assert.Throws<KeyNotFoundException>(() => ForecastServing.Open(shop)).Message, StringComparison.Ordinal);
    }

    private static MemoryShop Trained()
    {
        var shop = ForecastTrainingTests.Shop();
        new ForecastTraining().Run(shop, FitContext.Default);
        return shop;
    }
}
