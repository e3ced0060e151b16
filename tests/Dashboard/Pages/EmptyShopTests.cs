using Kirana.Tests.Dashboard.Stage;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class EmptyShopTests(Theatre theatre)
{
    [Theory]
    [InlineData("", "kirana import")]
    [InlineData("recommendations", "kirana import")]
    [InlineData("forecasts", "kirana train forecast")]
    [InlineData("forecasts?item=x", "kirana train forecast")]
    [InlineData("rules", "No rules hold")]
    [InlineData("rules?user=x", "kirana train recommend")]
    [InlineData("models", "kirana train recommend")]
    [InlineData("data", "kirana import")]
    [InlineData("health-page", "Running for")]
    public async Task Says_which_command_to_run(string address, string command)
    {
        await using var site = await Site.Start(theatre.EmptyShop());
        var page = await theatre.Open(site.Address, address, width: 400);
        await Expect(page.Locator("main")).ToContainTextAsync(command);
        await Expect(page.Locator(".trouble.bad")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.Overflow());
    }

    [Fact]
    public async Task What_is_degraded_is_said_on_top()
    {
        await using var site = await Site.Start(theatre.EmptyShop());
        var page = await theatre.Open(site.Address, "");
        await Expect(page.Locator(".notice").First).ToContainTextAsync("kirana train");
    }
}
