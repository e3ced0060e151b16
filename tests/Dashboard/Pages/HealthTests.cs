using Kirana.Tests.Dashboard.Stage;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class HealthTests(Theatre theatre)
{
    [Fact]
    public async Task The_figures_follow_the_server()
    {
        var page = await theatre.Open("health-page");
        await Expect(page.Card("The server")).ToContainTextAsync("MB");
        // The line grows by a point each second; three are enough to see that the page is alive.
        await page.WaitForFunctionAsync("() => echarts.getInstanceByDom(document.querySelector('.chart'))?.getOption().series[0].data.length >= 3");
        await Expect(page.Card("The server")).ToContainTextAsync("Running for");
    }
}
