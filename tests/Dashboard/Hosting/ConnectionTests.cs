using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Hosting;

public sealed class ConnectionTests(Theatre theatre)
{
    [Fact]
    public async Task A_page_whose_connection_is_cut_says_so_and_goes_on_where_it_was()
    {
        Theatre.NeedBrowser();
        using var wire = new Wire((await theatre.Site).Address);
        var page = await theatre.Open(wire.Address, "forecasts");
        await page.GetByLabel("Product").FillAsync("sku");
        await page.EvaluateAsync("() => window.same = true");

        wire.Cut();
        var notice = page.Locator(".connection");
        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice).ToContainTextAsync("The connection to the server was lost");

        wire.Mend();
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await page.GetByLabel("Product").FillAsync("sku-05");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(page.Card("Teapot 05")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.same"), "The page was loaded anew instead of going on.");
    }

    [Fact]
    public async Task A_page_of_a_server_that_was_started_anew_comes_back_by_itself()
    {
        Theatre.NeedBrowser();
        var folder = theatre.CopyOfShop();
        var first = await Site.Start(folder);
        using var wire = new Wire(first.Address);
        var page = await theatre.Open(wire.Address, $"forecasts?item={SmallShop.Item}");
        wire.Cut();
        await first.DisposeAsync();
        await using var second = await Site.Start(folder);
        wire.Mend(second.Address);

        await page.WaitForFunctionAsync("() => performance.getEntriesByType('navigation')[0].type === 'reload' && document.documentElement.dataset.connected", null, new() { Timeout = 20_000 });
        await Expect(page.Card(SmallShop.Title).Locator(".chart")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_part_that_fails_leaves_the_rest_of_the_page_alone()
    {
        var folder = theatre.CopyOfShop();
        await using var site = await Site.Start(folder);
        var page = await theatre.Open(site.Address, "data");
        // The records stay open; the file of the imports' answers goes away below the next question.
        site.Shop.Dispose();
        await page.GotoAsync(new Uri(site.Address, "models").ToString());
        await page.IsLive();
        await Expect(page.Card("Forecasts").GetByRole(AriaRole.Alert)).ToContainTextAsync("This part failed");
        await Expect(page.Card("Forecasts").GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Health" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Health", Exact = true })).ToBeVisibleAsync();
    }
}
