using System.Text.RegularExpressions;
using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class ForecastTests(Theatre theatre)
{
    [Fact]
    public async Task A_product_is_found_by_its_title_and_its_forecast_is_the_served_one()
    {
        var page = await theatre.Open("forecasts");
        await page.Search("Product", "teapot 01");
        var served = (await theatre.Site).Serving.Forecast(SmallShop.Item, levels: [0.1, 0.25, 0.5, 0.75, 0.9]);
        var option = await page.Card(SmallShop.Title).Chart();
        var mean = option.Series("forecast").GetProperty("data").EnumerateArray().Select(point => point[1].GetDouble()).ToArray();
        Assert.Equal(served.Forecast.Mean, mean);
        Assert.Equal(served.Forecast.Horizon, option.Series("80 % interval").GetProperty("data").GetArrayLength());
        await Expect(page.Card(SmallShop.Title)).ToContainTextAsync(served.Model);
    }

    [Fact]
    public async Task The_horizon_and_the_step_are_chosen_on_the_page()
    {
        var page = await theatre.Open($"forecasts?item={SmallShop.Item}");
        await page.GetByLabel("Days ahead").FillAsync("5");
        await page.GetByLabel("Days ahead").PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/forecasts[?]item=sku-01&horizon=5$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Card(SmallShop.Title)).ToContainTextAsync("next 5 days");
        await page.GetByRole(AriaRole.Link, new() { Name = "By week" }).ClickAsync();
        await Expect(page.Card(SmallShop.Title)).ToContainTextAsync("next 5 weeks");
    }

    [Fact]
    public async Task A_location_has_a_forecast_of_its_own()
    {
        var page = await theatre.Open($"forecasts?item={SmallShop.Item}&location=K%C3%B6ln");
        await Expect(page.Card(SmallShop.Title)).ToContainTextAsync("in Köln");
        var served = (await theatre.Site).Serving.Forecast(SmallShop.Item, "Köln", levels: [0.1, 0.25, 0.5, 0.75, 0.9]);
        var option = await page.Card(SmallShop.Title).Chart();
        Assert.Equal(served.Forecast.Mean[0], option.Series("forecast").GetProperty("data")[0][1].GetDouble());
    }

    [Fact]
    public async Task The_held_out_end_stands_over_its_forecast_beside_the_baseline()
    {
        var page = await theatre.Open($"forecasts?item={SmallShop.Item}");
        var test = (await theatre.Site).Serving.Backtest(SmallShop.Item);
        var option = await page.Card("Had it been forecast before").Chart();
        var truth = option.Series("what happened").GetProperty("data").EnumerateArray().Select(point => point[1].GetDouble());
        Assert.Equal(test.History.Values[^test.Forecast.Horizon..].ToArray(), truth);
        var row = page.Card("Had it been forecast before").GetByRole(AriaRole.Row).Filter(new() { HasText = "MASE" });
        await Expect(row).ToContainTextAsync(test.Metrics["mase"].ToString("0.000", System.Globalization.CultureInfo.InvariantCulture));
        await Expect(row).ToContainTextAsync(test.Baseline["mase"].ToString("0.000", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_was_sold_comes_apart_into_trend_season_and_rest()
    {
        var page = await theatre.Open($"forecasts?item={SmallShop.Item}");
        var charts = page.Card("What it is made of").Locator(".chart");
        await Expect(charts).ToHaveCountAsync(3);
        await Expect(charts.Nth(0)).ToHaveAttributeAsync("data-chart", new Regex("\"trend\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(charts.Nth(1)).ToHaveAttributeAsync("data-chart", new Regex("\"season\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(charts.Nth(2)).ToHaveAttributeAsync("data-chart", new Regex("\"rest\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_series_that_goes_wrong_opens()
    {
        var page = await theatre.Open("forecasts");
        var worst = page.Card("Where it goes wrong most").GetByRole(AriaRole.Link).First;
        var title = await worst.InnerTextAsync();
        await worst.ClickAsync();
        await Expect(page.Card(title).Locator(".chart")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unknown_product_is_said_and_the_page_stays()
    {
        var page = await theatre.Open("forecasts?item=sku-0l");
        await Expect(page.Card("sku-0l").GetByRole(AriaRole.Status)).ToContainTextAsync("sku-01");
        await Expect(page.Card("How right forecasts are")).ToContainTextAsync("MASE");
    }
}
