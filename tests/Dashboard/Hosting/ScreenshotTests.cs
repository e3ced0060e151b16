using Kirana.Tests.Dashboard.Stage;

namespace Kirana.Tests.Dashboard.Hosting;

public sealed class ScreenshotTests(Theatre theatre)
{
    /// <summary>Pages with the name of their picture.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "" },
        { "recommendations", $"recommendations?user={SmallShop.User}" },
        { "forecasts", $"forecasts?item={SmallShop.Item}" },
        { "rules", $"rules?user={SmallShop.User}" },
        { "models", "models" },
        { "data", "data" },
        { "health", "health-page" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Draws_every_page_in_both_themes_at_both_widths(string name, string address)
    {
        var folder = Environment.GetEnvironmentVariable("KIRANA_SCREENSHOTS");
        foreach (var dark in new[] { false, true })
            foreach (var width in new[] { 1280, 400 })
            {
                var page = await theatre.Open(address, width, dark);
                foreach (var chart in await page.Locator(".chart").AllAsync())
                    Assert.NotNull(await chart.GetAttributeAsync("data-drawn"));
                var picture = await page.ScreenshotAsync();
                Assert.True(picture.Length > 10_000, "The picture is all but empty.");
                if (!string.IsNullOrEmpty(folder))
                {
                    Directory.CreateDirectory(folder);
                    await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{(dark ? "dark" : "light")}-{width}.png"), picture);
                }

                await page.Context.CloseAsync();
            }
    }
}
