using System.Text.Json;
using Microsoft.Playwright;

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>What tests look for in a page.</summary>
internal static class Looking
{
    /// <summary>Waits until the page answers to clicks and nothing on it is loading.</summary>
    public static async Task IsLive(this IPage page)
    {
        await Assertions.Expect(page.Locator(".frame")).ToHaveAttributeAsync("data-live", "true", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator(".skeleton")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }

    /// <summary>The card with a title.</summary>
    /// <param name="page">The page.</param>
    /// <param name="title">The title.</param>
    public static ILocator Card(this IPage page, string title) => page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    /// <summary>Types into a search and takes the first match.</summary>
    /// <param name="page">The page.</param>
    /// <param name="label">The search's name.</param>
    /// <param name="text">What is typed.</param>
    public static async Task Search(this IPage page, string label, string text)
    {
        var input = page.GetByLabel(label, new() { Exact = true });
        await input.ClickAsync();
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await input.PressSequentiallyAsync(text);
        var match = page.GetByRole(AriaRole.Option).Filter(new() { HasText = text });
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await match.ClickAsync();
    }

    /// <summary>The option of a card's chart as the charting library holds it, once drawn.</summary>
    /// <param name="card">The card.</param>
    public static async Task<JsonElement> Chart(this ILocator card)
    {
        var chart = card.Locator(".chart[data-drawn]");
        await chart.WaitForAsync();
        return JsonDocument.Parse(await chart.EvaluateAsync<string>(
            "element => JSON.stringify(echarts.getInstanceByDom(element).getOption(), (key, value) => typeof value === 'function' ? undefined : value)")).RootElement;
    }

    /// <summary>The series of a chart by name.</summary>
    /// <param name="option">The chart's option.</param>
    /// <param name="name">The name.</param>
    public static JsonElement Series(this JsonElement option, string name) =>
        option.GetProperty("series").EnumerateArray().Last(series => string.Equals(series.GetProperty("name").GetString(), name, StringComparison.Ordinal));

    /// <summary>How much wider than the window the page is.</summary>
    /// <param name="page">The page.</param>
    public static Task<int> Overflow(this IPage page) =>
        page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Turns the system's theme, and waits until the page and its charts are drawn in it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="dark">Whether the system prefers dark.</param>
    public static async Task Look(this IPage page, bool dark)
    {
        var theme = dark ? "dark" : "light";
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
        await Assertions.Expect(page.Locator($".chart:not([data-drawn={theme}])")).ToHaveCountAsync(0);
    }

    /// <summary>The theme that the page shows.</summary>
    /// <param name="page">The page.</param>
    public static Task<string?> Theme(this IPage page) => page.Locator("html").GetAttributeAsync("data-theme");
}
