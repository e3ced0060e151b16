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
        var page = await theatre.Open(address);
        foreach (var dark in new[] { false, true })
        {
            await page.Look(dark);
            foreach (var width in new[] { 1280, 400 })
            {
                await page.SetViewportSizeAsync(width, 860);
                var picture = await page.ScreenshotAsync();
                Assert.True(picture.Length > 10_000, "The picture is all but empty.");
                if (string.IsNullOrEmpty(folder))
                    continue;
                Directory.CreateDirectory(folder);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{(dark ? "dark" : "light")}-{width}.png"), picture);
            }
        }
    }
}
