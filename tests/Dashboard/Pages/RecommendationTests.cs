using Kirana.Pipelines.Recommend;
using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class RecommendationTests(Theatre theatre)
{
    [Fact]
    public async Task A_customer_is_found_while_typing_and_gets_the_served_list()
    {
        var page = await theatre.Open("recommendations");
        await page.Search("Customer", "mer-03");
        var list = page.Card($"For {SmallShop.User}");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($@"\?user={SmallShop.User}$"));
        var served = (await theatre.Site).Serving.Recommend(SmallShop.User, new RecommendOptions { Why = true });
        await Expect(list.Locator(".items > li .name")).ToHaveTextAsync(served.Items.Select(item => item.Title));
        await Expect(list).ToContainTextAsync(served.Model);
        await Expect(list.Locator(".items > li").First).ToContainTextAsync(served.Items[0].Reasons[0], new() { IgnoreCase = true });
        await Expect(page.Card("What happened before").GetByRole(AriaRole.Listitem)).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_address_with_everything_in_it_shows_the_same_to_somebody_else()
    {
        var page = await theatre.Open($"recommendations?user={SmallShop.User}&k=3&bought=true&item={SmallShop.Item}");
        await Expect(page.Card($"For {SmallShop.User}").Locator(".items > li")).ToHaveCountAsync(3);
        await Expect(page.GetByLabel("Include what was bought")).ToBeCheckedAsync();
        await Expect(page.Card($"Goes with {SmallShop.Title}").Locator(".items > li")).Not.ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Customer", new() { Exact = true })).ToHaveValueAsync(SmallShop.User);
    }

    [Fact]
    public async Task An_item_of_the_list_shows_what_goes_with_it()
    {
        var page = await theatre.Open($"recommendations?user={SmallShop.User}");
        var first = page.Card($"For {SmallShop.User}").Locator(".items > li .name a").First;
        var title = await first.InnerTextAsync();
        await first.ClickAsync();
        await Expect(page.Card($"Goes with {title}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await Expect(page.Card($"Goes with {title}")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_number_of_places_and_what_was_bought_are_chosen_on_the_page()
    {
        var page = await theatre.Open($"recommendations?user={SmallShop.User}");
        await page.GetByLabel("Places").FillAsync("4");
        await page.GetByLabel("Places").PressAsync("Enter");
        await Expect(page.Card($"For {SmallShop.User}").Locator(".items > li")).ToHaveCountAsync(4);
        await page.GetByLabel("Include what was bought").CheckAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("k=4&bought=true"));
    }

    [Fact]
    public async Task An_unknown_customer_gets_the_popular_list_and_is_told_so()
    {
        var page = await theatre.Open("recommendations?user=nobody-at-all");
        await Expect(page.Card("For nobody-at-all").GetByRole(AriaRole.Status)).ToContainTextAsync("popular");
        await Expect(page.Card("What happened before")).ToContainTextAsync("no event");
    }
}
