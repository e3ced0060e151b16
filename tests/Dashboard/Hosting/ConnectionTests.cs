using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard;
using Kirana.Storage;
using Kirana.Tests.Dashboard.Stage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Hosting;

public sealed class ConnectionTests(Theatre theatre)
{
    [Fact]
    public async Task A_page_whose_connection_is_cut_says_so_and_goes_on_where_it_was()
    {
        Theatre.NeedBrowser();
        await using var site = await Site.StartBehindProxy(theatre.CopyOfShop());
        using var wire = new Wire(site.Address);
        var page = await theatre.Open(wire.Address, "forecasts");
        await page.EvaluateAsync("() => window.same = true");
        await page.GetByLabel("Product", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);

        wire.Cut();
        var notice = page.Locator(".connection");
        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice).ToContainTextAsync("The connection to the server was lost");

        wire.Mend();
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await SearchAgainIfLost(page, "Product", "sku-05");
        await Expect(page.Card("Teapot 05")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.same"), "The page was loaded anew instead of going on.");
    }

    /// <summary>Searches; a list whose closing was on its way when the wire was cut opens again only once the server gave that up, so a person would click again.</summary>
    private static async Task SearchAgainIfLost(IPage page, string label, string text)
    {
        const int Tries = 4;
        page.SetDefaultTimeout(5_000);
        for (var tries = 1; ; tries++)
            try
            {
                await page.Search(label, text);
                return;
            }
            catch (Exception e) when (tries < Tries && e is TimeoutException or PlaywrightException)
            {
                await page.Keyboard.PressAsync("Escape");
                await page.GetByLabel(label, new() { Exact = true }).FillAsync("");
            }
    }

    [Fact]
    public async Task A_page_of_a_server_that_was_started_anew_comes_back_by_itself()
    {
        Theatre.NeedBrowser();
        var folder = theatre.CopyOfShop();
        var first = await Site.StartBehindProxy(folder);
        using var wire = new Wire(first.Address);
        var page = await theatre.Open(wire.Address, $"forecasts?item={SmallShop.Item}");
        wire.Cut();
        await first.DisposeAsync();
        await using var second = await Site.StartBehindProxy(folder);
        wire.Mend(second.Address);

        await page.WaitForFunctionAsync("() => performance.getEntriesByType('navigation')[0].type === 'reload' && document.querySelector('.frame')?.dataset.live", null, new() { Timeout = 20_000 });
        await Expect(page.Card(SmallShop.Title).Locator(".chart")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_part_that_fails_leaves_the_rest_alone_and_can_be_asked_again()
    {
        Theatre.NeedBrowser();
        var shop = new FaultyShop(EmbeddedShop.Open(theatre.CopyOfShop(), ShopAccess.Serve));
        await using var site = await Site.StartInside(shop, DashboardRoutes.Map, "");
        var page = await theatre.Open(site.Address, "data");
        shop.RegistryFails = true;
        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        var card = page.Card("Forecasts");
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("The disk is gone.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Data", Exact = true }).ClickAsync();
        await Expect(page.Card("Imports")).ToContainTextAsync("sales.csv");

        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("The disk is gone.");
        shop.RegistryFails = false;
        await card.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Row).Filter(new() { HasText = "serves" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_shop_that_cannot_be_opened_is_said_and_comes_by_itself_when_it_can()
    {
        Theatre.NeedBrowser();
        var closed = true;
        var shop = EmbeddedShop.Open(theatre.CopyOfShop(), ShopAccess.Serve);
        await using var site = await Site.StartInside(shop, DashboardRoutes.Map, "", services => services.AddSingleton(
            _ => Volatile.Read(ref closed) ? throw new IOException("The disk is gone.") : ShopServing.Open(shop, TimeProvider.System)));
        var page = await theatre.Open(site.Address, "", live: false);
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("The shop cannot be opened");
        await Expect(page.Locator("body")).ToContainTextAsync("The disk is gone.");
        Volatile.Write(ref closed, false);
        await Expect(page.Card("The shop in figures")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }
}
