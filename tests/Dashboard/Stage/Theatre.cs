using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Kirana.Tests.Dashboard.Stage.Theatre))]

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>What all tests share: a shop, its server, a browser. Each is made when first asked for.</summary>
public sealed class Theatre : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-dashboard-").FullName;
    private readonly Lazy<string> _shop;
    private readonly Lazy<Task<Site>> _site;
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _browser = new(Launch);

    /// <summary>Creates the fixture; nothing is made yet.</summary>
    public Theatre()
    {
        _shop = new Lazy<string>(() =>
        {
            var folder = Path.Combine(_folder, "shop");
            SmallShop.Make(folder);
            return folder;
        });
        _site = new Lazy<Task<Site>>(() => Stage.Site.Start(_shop.Value));
    }

    /// <summary>The server of the small shop, which tests only read.</summary>
    internal Task<Site> Site => _site.Value;

    /// <summary>A copy of the small shop that a test may change; its folder.</summary>
    internal string CopyOfShop()
    {
        var copy = Path.Combine(_folder, Guid.NewGuid().ToString("n"));
        foreach (var file in Directory.EnumerateFiles(_shop.Value, "*", SearchOption.AllDirectories))
        {
            // The server of the small shop may hold a lock at this moment; a copy has nobody to be locked against.
            if (file.EndsWith(".lock", StringComparison.Ordinal))
                continue;
            var target = Path.Combine(copy, Path.GetRelativePath(_shop.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>A folder with an empty shop.</summary>
    internal string EmptyShop()
    {
        var folder = Path.Combine(_folder, Guid.NewGuid().ToString("n"));
        SmallShop.MakeEmpty(folder);
        return folder;
    }

    /// <summary>Opens a page of the small shop's server in a browser of its own.</summary>
    /// <param name="address">The page, relative to the base.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="dark">Whether the system prefers dark.</param>
    internal async Task<IPage> Open(string address, int width = 1280, bool dark = false)
    {
        NeedBrowser();
        return await Open((await Site).Address, address, width, dark);
    }

    /// <summary>Opens a page and waits until it is live and nothing on it is loading.</summary>
    /// <param name="site">The base.</param>
    /// <param name="address">The page, relative to the base.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="dark">Whether the system prefers dark.</param>
    /// <param name="scripts">Whether the browser runs scripts; without, nobody waits for the page to be live.</param>
    /// <param name="live">Whether the page is to be live.</param>
    internal async Task<IPage> Open(Uri site, string address, int width = 1280, bool dark = false, bool scripts = true, bool live = true)
    {
        NeedBrowser();
        var browser = (await _browser.Value).Browser;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(), ViewportSize = new ViewportSize { Width = width, Height = 860 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site, address).ToString());
        if (scripts && live)
            await page.IsLive();
        return page;
    }

    /// <summary>Skips the test on a machine without Chromium, unless the environment says that there must be one.</summary>
    internal static void NeedBrowser()
    {
        if (Environment.GetEnvironmentVariable("KIRANA_REQUIRE_BROWSER") is "1")
            Assert.True(File.Exists(Chromium), $"KIRANA_REQUIRE_BROWSER is set, but there is no {Chromium}.");
        else
            Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium} on this machine.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            var (playwright, browser) = await _browser.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        if (_site.IsValueCreated)
            await (await _site.Value).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments }));
    }
}
