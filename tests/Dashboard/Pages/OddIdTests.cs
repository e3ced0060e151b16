using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class OddIdTests(Theatre theatre)
{
    [Fact]
    public async Task An_item_with_markup_in_its_id_is_shown_as_text_and_opens()
    {
        var page = await theatre.Open("forecasts");
        var alerts = 0;
        page.Dialog += (_, dialog) =>
        {
            alerts++;
            _ = dialog.DismissAsync();
        };
        await page.Search("Product", "<script>");
        await Expect(page.Card("Tea & <b>biscuits</b> ☕").Locator(".chart")).ToBeVisibleAsync();
        Assert.Equal(new Uri((await theatre.Site).Address, "forecasts?item=" + Uri.EscapeDataString(SmallShop.OddItem)).AbsoluteUri, page.Url);
        await page.ReloadAsync();
        await page.IsLive();
        await Expect(page.Card("Tea & <b>biscuits</b> ☕").Locator(".chart")).ToBeVisibleAsync();
        Assert.Equal(0, alerts);
    }

    [Fact]
    public async Task A_customer_with_signs_of_addresses_in_the_id_opens_by_a_link()
    {
        var page = await theatre.Open("recommendations");
        await page.GetByRole(AriaRole.Link, new() { Name = SmallShop.OddUser, Exact = true }).ClickAsync();
        await Expect(page.Card($"For {SmallShop.OddUser}").Locator(".items > li")).Not.ToHaveCountAsync(0);
        await Expect(page.Card("What happened before")).ToContainTextAsync(SmallShop.OddItem);
        await page.ReloadAsync();
        await page.IsLive();
        await Expect(page.Card($"For {SmallShop.OddUser}").Locator(".items > li")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Markup_in_an_address_stays_text()
    {
        var page = await theatre.Open("recommendations?user=" + Uri.EscapeDataString("<img src=x onerror=document.title='run'>"));
        await Expect(page.Card("For <img src=x onerror=document.title='run'>")).ToBeVisibleAsync();
        Assert.NotEqual("run", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }
}
