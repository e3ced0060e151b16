using Kirana.Tests.Dashboard.Stage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class DataTests(Theatre theatre)
{
    [Fact]
    public async Task Shows_imports_and_records()
    {
        var page = await theatre.Open("data");
        var shop = (await theatre.Site).Shop;
        await Expect(page.Card("Imports")).ToContainTextAsync("sales.csv");
        await Expect(page.Card("Imports")).ToContainTextAsync($"{shop.Records.Imports()[0].Report.Rows:#,0}");
        await Expect(page.Card("Records")).ToContainTextAsync($"{shop.Records.Count(Operate.Records.RecordKinds.Events):#,0}");
    }

    [Fact]
    public async Task The_quarantine_is_filtered_by_reason_and_shows_each_line()
    {
        var page = await theatre.Open("data");
        var lines = (await theatre.Site).Shop.Records.Quarantine(100);
        var card = page.Card("Quarantine");
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(lines.Count);
        await Expect(card).ToContainTextAsync("HYPERLINK");

        var reason = lines.Single(line => line.Text.Contains("many", StringComparison.Ordinal)).Reason;
        await card.GetByRole(AriaRole.Link, new() { Name = reason.Replace('-', ' ') }).ClickAsync();
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(card).ToContainTextAsync("many");
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "Download CSV" })).ToHaveAttributeAsync("href", $"quarantine.csv?reason={reason}");
    }

    [Fact]
    public async Task The_download_holds_what_the_page_shows()
    {
        var page = await theatre.Open("data");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }).ClickAsync());
        Assert.Equal("quarantine.csv", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.StartsWith("file,line,reason", text, StringComparison.Ordinal);
        Assert.Contains("not a day", text, StringComparison.Ordinal);
    }
}
