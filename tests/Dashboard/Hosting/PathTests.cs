using Kirana.Server.Dashboard;
using Kirana.Tests.Dashboard.Stage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Hosting;

public sealed class PathTests(Theatre theatre)
{
    public static TheoryData<string> Forms => ["branch", "path base"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Lives_below_a_path_of_another_application(string form)
    {
        Theatre.NeedBrowser();
        await using var site = await Site.StartInside(theatre.CopyOfShop(), app => Map(app, form), "/kirana");
        var page = await theatre.Open(site.Address, "");
        var outside = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal))
                outside.Add(request.Url);
        };
        await page.GetByRole(AriaRole.Link, new() { Name = "Forecasts" }).ClickAsync();
        await page.Card("Where it goes wrong most").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Locator(".chart[data-drawn]").First).ToBeVisibleAsync();
        Assert.StartsWith(site.Address + "forecasts?item=", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await page.IsLive();
        Assert.Empty(outside);
    }

    [Fact]
    public async Task The_other_application_keeps_its_own_pages()
    {
        await using var site = await Site.StartInside(theatre.CopyOfShop(), app => Map(app, "branch"), "/kirana");
        using var client = new HttpClient();
        Assert.Equal("the other application", await client.GetStringAsync(new Uri(site.Address, "/")));
        Assert.Contains("<base href=\"/kirana/\"", await client.GetStringAsync(site.Address), StringComparison.Ordinal);
    }

    private static void Map(WebApplication app, string form)
    {
        if (form is "branch")
        {
            app.MapGet("/", () => "the other application");
            app.Map("/kirana", branch => branch.UseRouting().UseEndpoints(DashboardRoutes.Map));
        }
        else
        {
            app.UsePathBase("/kirana");
            app.UseRouting();
            DashboardRoutes.Map(app);
        }
    }
}
