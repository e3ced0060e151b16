using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class ModelTests(Theatre theatre)
{
    [Fact]
    public async Task A_version_is_promoted_and_rolled_back_after_a_question()
    {
        await using var site = await Site.Start(theatre.CopyOfShop());
        var page = await theatre.Open(site.Address, "models");
        var card = page.Card("Forecasts");
        await Expect(Serving(card)).ToContainTextAsync("1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Promote version 2 of Forecasts" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("answers every request for forecasts");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(1, site.Shop.Registry.Current("forecast")!.Number);

        await page.GetByRole(AriaRole.Button, new() { Name = "Promote version 2 of Forecasts" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        await Expect(page.GetByText("Version 2 serves now.")).ToBeVisibleAsync();
        await Expect(Serving(card)).ToContainTextAsync("2");
        Assert.Equal(2, site.Shop.Registry.Current("forecast")!.Number);
        Assert.Equal(2, site.Serving.State.Forecast!.Number);

        await card.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(Serving(card)).ToContainTextAsync("1");
        Assert.Equal(1, site.Shop.Registry.Current("forecast")!.Number);
    }

    [Fact]
    public async Task A_rollback_to_nothing_is_refused_in_words()
    {
        await using var site = await Site.Start(theatre.CopyOfShop());
        var page = await theatre.Open(site.Address, "models");
        await page.Card("Recommendations").GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(page.GetByText("Nothing was changed")).ToBeVisibleAsync();
        Assert.Equal(1, site.Shop.Registry.Current("recommend")!.Number);
    }

    [Fact]
    public async Task Figures_are_in_words_with_their_interval()
    {
        var page = await theatre.Open("models");
        var version = (await theatre.Site).Shop.Registry.Current("recommend")!;
        string Percent(double share) => (share * 100).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";
        var row = page.Card("Recommendations").GetByRole(AriaRole.Row).Filter(new() { HasText = "serves" });
        await Expect(row).ToContainTextAsync(Percent(version.Metrics["recall@10"]));
        await Expect(row).ToContainTextAsync($"{Percent(version.Intervals["recall@10"][0])} to {Percent(version.Intervals["recall@10"][1])}");
    }

    [Fact]
    public async Task Two_versions_stand_side_by_side()
    {
        var page = await theatre.Open("models");
        var card = page.Card("Forecasts");
        await card.GetByLabel("Compare version 1 of Forecasts").CheckAsync();
        await card.GetByLabel("Compare version 2 of Forecasts").CheckAsync();
        var comparison = card.Locator(".comparison");
        await Expect(comparison.GetByRole(AriaRole.Columnheader, new() { Name = "Version 1" }).First).ToBeVisibleAsync();
        await Expect(comparison.GetByRole(AriaRole.Columnheader, new() { Name = "Version 2" }).First).ToBeVisibleAsync();
        await Expect(comparison.GetByRole(AriaRole.Heading, new() { Name = "Products by week", Exact = true })).ToBeVisibleAsync();
    }

    private static ILocator Serving(ILocator card) => card.GetByRole(AriaRole.Row).Filter(new() { HasText = "serves" }).Locator("td[data-name=Version] strong");
}
