using Kirana.Bench.Load.Target;
using Microsoft.Playwright;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>How long the dashboard's pages stay white in Chromium, from the address to the first content that is painted.</summary>
/// <remarks>Every look is by a browser that has stored nothing. The first look at a page meets a server that never made it before.</remarks>
internal static class FirstPaint
{
    private const double MostMilliseconds = 1000;
    private const int Looks = 7;
    private static readonly string[] s_pages = ["", "recommendations", "forecasts", "models", "data", "health-page"];
    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Runs the scenario.</summary>
    /// <param name="shop">The server, just started.</param>
    /// <param name="browser">The browser's program.</param>
    public static ScenarioResult Run(ServedShop shop, string browser) => RunAsync(shop, browser).GetAwaiter().GetResult();

    private static async Task<ScenarioResult> RunAsync(ServedShop shop, string browser)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = browser, Args = s_arguments });
        // The browser's own start is not the page's.
        await Look(chromium, "about:blank");

        var figures = new List<Measured>();
        foreach (var page in s_pages)
        {
            var times = new double[Looks];
            for (var look = 0; look < Looks; look++)
                times[look] = await Look(chromium, $"http://{shop.Address}/{page}");
            var name = page.Length == 0 ? "overview" : page;
            figures.Add(new Measured($"{name}, first look", times[0], "ms") { AtMost = MostMilliseconds });
            Array.Sort(times);
            figures.Add(new Measured($"{name}, median of {Looks}", times[Looks / 2], "ms") { AtMost = MostMilliseconds });
        }

        return new ScenarioResult("paint", "The first contentful paint of each page, the first look right after the server's start.", figures);
    }

    private static async Task<double> Look(IBrowser browser, string address)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return address.StartsWith("about:", StringComparison.Ordinal) ? 0 : await page.EvaluateAsync<double>("""
            new Promise(done => new PerformanceObserver(list => {
                for (const entry of list.getEntriesByName('first-contentful-paint')) done(entry.startTime);
            }).observe({ type: 'paint', buffered: true }))
            """);
    }
}
