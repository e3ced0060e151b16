using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class RuleTests(Theatre theatre)
{
    private const string Pin = """{ "rules": [{ "name": "hero", "do": "pin", "where": { "items": ["sku-02"] } }] }""";

    [Fact]
    public async Task A_change_is_seen_before_it_is_saved_and_holds_once_it_is()
    {
        await using var site = await Site.Start(theatre.CopyOfShop());
        var page = await theatre.Open(site.Address, "rules");
        await page.Search("Customer", "mer-03");
        await Expect(Before(page)).ToHaveCountAsync(10);
        await Expect(page.GetByText("Nothing moves.")).ToBeVisibleAsync();
        var first = await Before(page).First.Locator(".name").InnerTextAsync();

        await Editor(page).FillAsync(Pin);
        await Expect(After(page).First).ToContainTextAsync("Teapot 02");
        await Expect(After(page).First).ToContainTextAsync("'hero'");
        await Expect(After(page).Nth(1)).ToContainTextAsync("▼ from 1");
        await Expect(After(page).Nth(1).Locator(".name")).ToHaveTextAsync(first);
        Assert.Null(site.Shop.Rules.Current());

        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Version 1 of the rules holds now.")).ToBeVisibleAsync();
        Assert.Equal(Pin, site.Shop.Rules.Current()!.Text);
        Assert.Equal("sku-02", site.Serving.Recommend(SmallShop.User, new()).Items[0].Id);
        await Expect(page.GetByText("Nothing moves.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_fault_is_told_with_its_place_and_cannot_be_saved()
    {
        var page = await theatre.Open($"rules?user={SmallShop.User}");
        await Editor(page).FillAsync("""{ "rules": [{ "name": "half", "do": "boost" }] }""");
        await Expect(page.Locator("#rules-found")).ToContainTextAsync("rules[0]: expected the member 'factor'");
        await Expect(Editor(page)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
        await Editor(page).FillAsync("""{ "rules": [{ "name": "half", "do": "boost", "factor": 2, "where": { "brand": "nobody" } }] }""");
        await Expect(page.Locator("#rules-found")).ToContainTextAsync("'half' speaks of no item");
        await Expect(Editor(page)).ToHaveAttributeAsync("aria-invalid", "false");
    }

    [Fact]
    public async Task A_rule_is_begun_by_a_button_and_what_was_typed_stays()
    {
        var page = await theatre.Open("rules");
        await Editor(page).FillAsync("{ \"rules\": [ // mine\n ] }");
        await page.GetByRole(AriaRole.Button, new() { Name = "+ Cap" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "+ Cap" }).ClickAsync();
        await Expect(Editor(page)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"// mine[\s\S]*""cap""[\s\S]*""cap 2"""));
        await Expect(page.Locator("#rules-found")).ToContainTextAsync("2 rules");
    }

    [Fact]
    public async Task Rules_that_leave_nothing_show_an_empty_list_and_say_so()
    {
        var page = await theatre.Open($"rules?user={SmallShop.User}&k=3");
        await Editor(page).FillAsync("""{ "rules": [{ "name": "closed", "do": "exclude" }] }""");
        await Expect(page.GetByText("The shop's rules leave nothing to list.")).ToBeVisibleAsync();
        await Expect(Before(page)).ToHaveCountAsync(3);
        await Expect(Before(page).First).ToContainTextAsync("kept out by 'closed'", new() { IgnoreCase = true });
        await Expect(After(page)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_not_overwritten()
    {
        await using var site = await Site.Start(theatre.CopyOfShop());
        var page = await theatre.Open(site.Address, "rules");
        site.Serving.SaveRules("""{ "rules": [] }""", 0);
        await Editor(page).FillAsync(Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Nothing was saved")).ToBeVisibleAsync();
        Assert.Equal("""{ "rules": [] }""", site.Shop.Rules.Current()!.Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Version 2 of the rules holds now.")).ToBeVisibleAsync();
        await page.GetByText("Take up a saved version").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Version 1," }).ClickAsync();
        await Expect(Editor(page)).ToHaveValueAsync("""{ "rules": [] }""");
    }

    [Fact]
    public async Task An_item_of_a_list_tells_how_it_came_there()
    {
        var page = await theatre.Open($"recommendations?user={SmallShop.User}");
        await page.GetByLabel("Show how each came here").CheckAsync();
        var trace = page.Card($"For {SmallShop.User}").Locator(".trace").First;
        await trace.GetByText("How it came here").ClickAsync();
        await Expect(trace).ToContainTextAsync("candidate 1");
        await Expect(trace).ToContainTextAsync("Sources");
    }

    private static ILocator Editor(IPage page) => page.GetByLabel("Rules as JSON");

    private static ILocator Before(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "As it is" }).GetByRole(AriaRole.Listitem);

    private static ILocator After(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "With these rules" }).GetByRole(AriaRole.Listitem);
}
