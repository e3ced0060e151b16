using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class KeyboardTests(Theatre theatre)
{
    [Fact]
    public async Task The_first_stop_leads_past_the_navigation()
    {
        var page = await theatre.Open("models");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kirana, overview" }).FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" });
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_slash_and_arrows_choose_a_product()
    {
        var page = await theatre.Open("forecasts");
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByLabel("Product", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("sku-05");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Card("Teapot 05")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_control_is_reached_by_tab_and_shows_it()
    {
        var page = await theatre.Open($"recommendations?user={SmallShop.User}");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        var expected = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
              .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))
              .map((e, i) => e.dataset.stop = 'stop-' + i)
            """);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < expected.Length * 2 && reached.Count < expected.Length; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (stop, shown) = await Focus(page);
            if (stop.Length == 0)
                continue;
            reached.Add(stop);
            Assert.True(shown, $"{stop} shows no focus: {await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 300)")}");
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_question_keeps_the_focus_and_gives_it_back()
    {
        var page = await theatre.Open("models");
        var promote = page.GetByRole(AriaRole.Button, new() { Name = "Promote version 2 of Forecasts" });
        await promote.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        for (var i = 0; i < 6; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.WaitForFunctionAsync("() => document.activeElement.closest('[role=dialog]') !== null");
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(promote).ToBeFocusedAsync();
    }

    // Either the element itself is outlined, or what surrounds it changes, as the frame of an input.
    private static async Task<(string Stop, bool Shown)> Focus(IPage page)
    {
        var state = await page.EvaluateAsync<string[]>("""
            () => {
              const e = document.activeElement;
              const outlined = getComputedStyle(e).outlineStyle !== 'none' && getComputedStyle(e).outlineWidth !== '0px';
              const framed = e.matches('input') && e.closest('.mud-input') !== null;
              return [e.dataset.stop ?? '', String(outlined || framed)];
            }
            """);
        return (state[0], state[1] is "true");
    }
}
