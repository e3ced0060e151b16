using Kirana.Tests.Dashboard.Stage;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class WidthTests(Theatre theatre)
{
    [Theory]
    [InlineData("")]
    [InlineData("recommendations")]
    [InlineData("recommendations?user=customer-03&item=sku-01")]
    [InlineData("forecasts?item=sku-01")]
    [InlineData("rules?user=customer-03")]
    [InlineData("models")]
    [InlineData("data")]
    [InlineData("health-page")]
    [InlineData("not-found")]
    public async Task Fits_a_telephone_and_a_desk_without_scrolling_sideways(string address)
    {
        var page = await theatre.Open(address, width: 400);
        Assert.Equal(0, await page.Overflow());
        Assert.NotEqual(0, await page.Locator("h1").CountAsync());
        await page.SetViewportSizeAsync(1280, 860);
        Assert.Equal(0, await page.Overflow());
    }
}
