using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kirana.Tests.Packages;

/// <summary>The sample shop application, built from the packages and asked as a browser would.</summary>
public sealed partial class ShopSampleTests(PackedPackages packages)
{
    [Fact]
    public async Task Shows_lists_in_a_shop_that_know_of_the_last_order()
    {
        var folder = await Sample.Copy("recommend-in-your-shop", packages);
        await Sample.Build(folder);
        using var program = Dotnet.Start("dotnet", folder, "run", "-c", "Release", "--no-build", "--", "--urls", "http://127.0.0.1:0");
        try
        {
            using var browser = new HttpClient { BaseAddress = await Address(program) };
            var cancellation = TestContext.Current.CancellationToken;
            Assert.Contains("Goes well with it", await browser.GetStringAsync("/products/TENT-RED?customer=C001", cancellation), StringComparison.Ordinal);

            // Nobody bought anything under this name yet, so that the first thing listed can be bought.
            var before = await Listed(browser, "new", cancellation);
            using var bought = await browser.PostAsync($"/orders?customer=new&product={before[0]}", null, cancellation);
            Assert.Equal(HttpStatusCode.OK, bought.StatusCode);
            var after = await Listed(browser, "new", cancellation);
            Assert.NotEmpty(after);
            Assert.DoesNotContain(before[0], after);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string[]> Listed(HttpClient browser, string customer, CancellationToken cancellation)
    {
        using var list = JsonDocument.Parse(await browser.GetStringAsync($"/v1/recommendations?user={customer}&k=5", cancellation));
        return [.. list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    /// <summary>The address the application says it listens on.</summary>
    private static async Task<Uri> Address(Process program)
    {
        while (await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (Listening().Match(line) is { Success: true } match)
            {
                // Whatever it says later must not fill the pipe.
                _ = program.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = program.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(match.Groups[1].Value);
            }

        throw new InvalidOperationException($"The application ended: {await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    [GeneratedRegex(@"Now listening on: (http\S+)")]
    private static partial Regex Listening();
}
