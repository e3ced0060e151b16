using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Forecast;

namespace Kirana.Tests.Platform.Forecast;

public sealed class ForecastTrainingTests
{
    [Fact]
    public void The_first_version_serves_with_metrics_baselines_and_its_recipe()
    {
        using var shop = Shop();
        var report = new ForecastTraining().Run(shop, FitContext.Default);
        Assert.True(report.Promoted);
        Assert.Equal(report.Version, shop.Registry.Current("forecast"));
        var version = report.Version;
        Assert.Equal(["item-day", "item-week", "item-location-day", "item-location-week"], report.Scopes.Select(scope => scope.Scope));
        Assert.Equal(["seasonal-naive", "ses", "theta"], version.Baselines.Keys);
        foreach (var figure in new[] { "mase", "smape", "rmsse", "wql", "crps", "coverage", "item-location-week/mase" })
            Assert.InRange(version.Metrics[figure], version.Intervals[figure][0], version.Intervals[figure][1]);
        Assert.Equal(report.Scopes[0].Baselines["theta"]["mase"].Estimate, version.Baselines["theta"]["mase"]);
        Assert.Equal("abc", version.DataHash);
        Assert.Equal(new ForecastRecipe(), ForecastRecipe.FromJson(version.Options));
        Assert.True(version.FileBytes > 1000 && version.PeakMegabytes > 1 && version.TrainSeconds > 0);
    }

    [Fact]
    public void An_evaluation_says_the_same_and_registers_nothing()
    {
        using var shop = Shop();
        var scores = new ForecastTraining().Evaluate(shop, FitContext.Default);
        Assert.Null(shop.Registry.Current("forecast"));
        var trained = new ForecastTraining().Run(shop, FitContext.Default);
        Assert.Equal(trained.Scopes.Select(scope => scope.Metrics["mase"]), scores.Select(scope => scope.Metrics["mase"]));
    }

    [Fact]
    public void Items_younger_than_the_held_out_end_are_trained_but_not_scored()
    {
        using var shop = Shop();
        shop.Sell("young", "UK", 1, 0, 2, 1);
        var report = new ForecastTraining().Run(shop, FitContext.Default);
        Assert.Equal(report.Scopes[0].Series - 1, report.Scopes[0].Scored);
        Assert.Equal(28, ForecastServing.Open(shop).Forecast("young").Forecast.Horizon);
    }

    [Fact]
    public void A_retired_item_is_forecast_as_zero_and_says_why()
    {
        using var shop = Shop();
        shop.Sell("retired", "UK", [.. Enumerable.Repeat(9.0, 100), .. new double[120]]);
        new ForecastTraining().Run(shop, FitContext.Default);
        var forecast = ForecastServing.Open(shop).Forecast("retired").Forecast;
        Assert.All(forecast.Mean, value => Assert.Equal(0, value));
        Assert.Contains("Nothing was sold in the last 91", forecast.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_recipe_on_the_same_data_writes_the_same_file_at_any_number_of_threads()
    {
        byte[] Train(int threads)
        {
            using var shop = Shop();
            var version = new ForecastTraining().Run(shop, new FitContext { Threads = threads }).Version;
            using var reader = shop.Registry.Open(version);
            return [.. reader.Tensors.SelectMany(name => System.Text.Encoding.UTF8.GetBytes(name)), .. shop.FileOf(version)];
        }

        Assert.Equal(Train(1), Train(3));
    }

    [Fact]
    public void A_worse_recipe_is_registered_but_does_not_serve()
    {
        using var shop = Shop();
        new ForecastTraining { Recipe = new ForecastRecipe { Model = "theta" } }.Run(shop, FitContext.Default);
        var report = new ForecastTraining { Recipe = new ForecastRecipe { Model = "naive" } }.Run(shop, FitContext.Default);
        Assert.False(report.Promoted);
        Assert.Equal(2, report.Version.Number);
        Assert.Equal(1, shop.Registry.Current("forecast")!.Number);
    }

    [Fact]
    public void More_data_with_the_same_recipe_takes_over_unless_told_otherwise()
    {
        using var shop = Shop();
        new ForecastTraining().Run(shop, FitContext.Default);
        Assert.False(new ForecastTraining { Promote = false }.Run(shop, FitContext.Default).Promoted);
        Assert.Equal(3, new ForecastTraining().Run(shop, FitContext.Default).Version.Number);
        Assert.Equal(3, shop.Registry.Current("forecast")!.Number);
    }

    [Fact]
    public void A_shop_without_sales_is_told_what_to_do()
    {
        using var shop = new MemoryShop();
        var error = Assert.Throws<DataException>(() => new ForecastTraining().Run(shop, FitContext.Default));
        Assert.Equal("nothing-to-forecast", error.Code);
        Assert.Empty(shop.Registry.List("forecast"));
    }

    [Fact]
    public void Two_years_of_weeks_have_a_season()
    {
        using var shop = new MemoryShop();
        shop.Sell("umbrella", "UK", [.. Enumerable.Range(0, 7 * 110).Select(t => 50 + Math.Round(30 * Math.Sin(2 * Math.PI * t / 364)))]);
        new ForecastTraining { Recipe = new ForecastRecipe { Model = "seasonal-naive" } }.Run(shop, FitContext.Default);
        var weekly = ForecastServing.Open(shop).Forecast("umbrella", horizon: 52, step: Step.Week).Forecast;
        Assert.True(weekly.Mean.Max() > 1.4 * weekly.Mean.Min());
    }

    /// <summary>Twenty items with a weekly rhythm in two countries over 220 days.</summary>
    internal static MemoryShop Shop()
    {
        var shop = new MemoryShop();
        var stream = new RandomStream(3, 0);
        for (var item = 0; item < 20; item++)
            foreach (var location in new[] { "UK", "France" })
            {
                var sales = new double[location[0] == 'U' ? 220 : 90];
                for (var t = 0; t < sales.Length; t++)
                    sales[t] = Math.Max(0, Math.Round(5 + item + 4 * Math.Sin(2 * Math.PI * (t - sales.Length) / 7) + 3 * stream.NextGaussian()));
                shop.Sell($"{(char)('A' + item % 3)}{item:D3}", location, sales);
            }

        return shop;
    }
}
