using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class OverviewTests(Theatre theatre)
{
    [Fact]
    public async Task Shows_the_same_figures_as_the_shop_itself()
    {
        var page = await theatre.Open("");
        var shop = (await theatre.Site).Shop.Analysis.Overview();
        var figures = page.Card("The shop in figures");
        await Expect(figures).ToContainTextAsync($"€{shop.Revenue:#,0}");
        await Expect(figures).ToContainTextAsync($"{shop.Orders:#,0}");
        await Expect(page.Card("What happened")).ToContainTextAsync($"{shop.Events["purchase"]:#,0}");
        await Expect(page.Card("Products that bring most").GetByRole(AriaRole.Link).First).ToHaveTextAsync(shop.TopItems[0].Title);
    }

    [Fact]
    public async Task Draws_what_is_chosen_by_month()
    {
        var page = await theatre.Open("");
        var months = (await theatre.Site).Shop.Analysis.Overview().Months;
        var revenue = await page.Card("Revenue by month").Chart();
        Assert.Equal(months.Select(month => (double)month.Revenue), revenue.Series("Revenue").GetProperty("data").EnumerateArray().Select(value => value.GetDouble()));

        await page.GetByRole(AriaRole.Link, new() { Name = "Orders", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?show=orders$"));
        await Expect(page.Card("Orders by month")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => echarts.getInstanceByDom(document.querySelector('.chart')).getOption().series[0].name === 'Orders'");
        var orders = await page.Card("Orders by month").Chart();
        Assert.Equal(months.Select(month => (double)month.Orders), orders.Series("Orders").GetProperty("data").EnumerateArray().Select(value => value.GetDouble()));
    }

    [Fact]
    public async Task A_reason_of_the_quarantine_leads_to_its_lines()
    {
        var page = await theatre.Open("");
        await page.Card("Data quality").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Data", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Card("Quarantine").GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_first_paint_is_the_whole_page_and_not_a_frame_that_waits_for_its_connection()
    {
        Theatre.NeedBrowser();
        var site = await theatre.Site;
        // Without scripts there is no connection: what is seen then is what everybody sees first.
        var page = await theatre.Open(site.Address, "", scripts: false);
        await Expect(page.Card("The shop in figures")).ToContainTextAsync($"{site.Shop.Analysis.Overview().Orders:#,0}");
        await Expect(page.Card("Products that bring most")).ToContainTextAsync(SmallShop.Title);
    }
}
