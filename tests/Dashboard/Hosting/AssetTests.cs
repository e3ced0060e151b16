using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Kirana.Tests.Dashboard.Stage;

namespace Kirana.Tests.Dashboard.Hosting;

public sealed class AssetTests(Theatre theatre)
{
    [Fact]
    public async Task Every_file_a_page_names_is_served_and_may_be_kept_for_ever()
    {
        using var client = new HttpClient { BaseAddress = (await theatre.Site).Address };
        var page = await client.GetStringAsync("");
        var files = Regex.Matches(page, "_kirana/[^\"&]+").Select(match => match.Value).Distinct(StringComparer.Ordinal).ToArray();
        Assert.Equal(7 + 1, files.Length);
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_file_is_smaller_where_the_browser_can_unpack_it_and_the_same()
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.Brotli };
        using var plain = new HttpClient { BaseAddress = (await theatre.Site).Address };
        using var unpacking = new HttpClient(handler) { BaseAddress = plain.BaseAddress };
        var whole = await plain.GetByteArrayAsync("_kirana/echarts.min.js");
        Assert.Equal(whole, await unpacking.GetByteArrayAsync("_kirana/echarts.min.js"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "_kirana/echarts.min.js");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var packed = await plain.SendAsync(request);
        Assert.True((await packed.Content.ReadAsByteArrayAsync()).Length < whole.Length / 2);
    }

    [Fact]
    public async Task An_address_without_the_right_version_is_asked_for_again()
    {
        using var client = new HttpClient { BaseAddress = (await theatre.Site).Address };
        using var old = await client.GetAsync("_kirana/dashboard.css?v=0");
        Assert.Equal("no-cache", old.Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "_kirana/dashboard.css");
        again.Headers.IfNoneMatch.Add(old.Headers.ETag!);
        using var known = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory]
    [InlineData("_kirana/nothing.js")]
    [InlineData("_kirana/..%2fappsettings.json")]
    public async Task Nothing_else_is_served(string address)
    {
        using var client = new HttpClient { BaseAddress = (await theatre.Site).Address };
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
