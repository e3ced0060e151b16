using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class ThemeTests(Theatre theatre)
{
    [Fact]
    public async Task Follows_the_system_until_somebody_chooses_and_remembers_the_choice()
    {
        var page = await theatre.Open("", dark: true);
        Assert.Equal("dark", await page.Theme());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal("dark", await page.Theme());
        await page.ReloadAsync();
        await page.IsLive();
        Assert.Equal("dark", await page.Theme());
    }

    [Fact]
    public async Task Charts_are_drawn_in_the_colours_of_the_theme()
    {
        var page = await theatre.Open("");
        var light = (await page.Card("Revenue by month").Chart()).Series("Revenue").GetProperty("color").GetString();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await page.Locator(".chart[data-drawn=dark]").WaitForAsync();
        var dark = (await page.Card("Revenue by month").Chart()).Series("Revenue").GetProperty("color").GetString();
        Assert.Equal(("#0072b2", "#4aa8e0"), (light, dark));
    }

    [Theory]
    [InlineData("")]
    [InlineData("recommendations?user=customer-03")]
    [InlineData("forecasts?item=sku-01")]
    [InlineData("rules?user=customer-03")]
    [InlineData("models")]
    [InlineData("data")]
    public async Task Text_stands_out_from_its_ground(string address)
    {
        var page = await theatre.Open(address);
        foreach (var dark in new[] { false, true })
        {
            await page.Look(dark);
            Assert.Empty(await Faint(page));
        }
    }

    /// <summary>Texts of less contrast than WCAG 2.2, 1.4.3, asks: 4.5 to 1. The ground is the nearest ancestor that is not see-through.</summary>
    private static Task<string[]> Faint(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const numbers = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
          const ground = e => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0.99) return c; } return [255, 255, 255]; };
          const faint = new Set();
          for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.unseen, :disabled, .mud-disabled')) continue;
            const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) faint.add(`${e.tagName}.${e.className}: ${contrast.toFixed(2)} "${e.textContent.trim().slice(0, 30)}"`);
          }
          return [...faint];
        }
        """);
}
