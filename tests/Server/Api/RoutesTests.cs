using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Kirana.Tests.Server.Api;

/// <summary>Every route, asked as it is meant to be.</summary>
public sealed class RoutesTests(TrainedShop shops) : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(shops.Open());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_user_gets_a_list_with_reasons()
    {
        var list = (await _server.Get("/v1/recommendations?user=17850&k=3&why=true&bought=true")).Good();
        Assert.Equal("17850", list["for"].GetString());
        Assert.False(list["degraded"].GetBoolean());
        Assert.True(Guid.TryParse(list["list"].GetString(), out _));
        Assert.Equal(3, list["items"].GetArrayLength());
        Assert.All(list["items"].EnumerateArray(), item => Assert.NotEqual(0, item.GetProperty("reasons").GetArrayLength()));
        Assert.Matches(@"^[a-z-]+ 1$", list["model"].GetString());
    }

    [Fact]
    public async Task A_visit_gets_a_list_without_what_is_excluded()
    {
        const string Body = """{"events":[{"item":"85123A","kind":"view"}],"exclude":["S4"]}""";
        var list = (await _server.Post("/v1/recommendations?k=5&bought", Body)).Good();
        Assert.NotEqual(0, list["items"].GetArrayLength());
        Assert.DoesNotContain("S4", list["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_visitor_sees_what_sells_now_and_no_more_once_its_buyers_are_forgotten()
    {
        var before = await Popular();
        var slow = before[^1];
        var orders = string.Join(',', Enumerable.Range(0, 40).Select(buyer => $$"""{"kind":"purchase","user":"visitor{{buyer}}","item":"{{slow}}","time":"2024-05-30T12:00:00Z","quantity":1}"""));
        (await _server.Post("/v1/events", $"[{orders}]")).Good(202);
        Assert.Equal(slow, (await Popular())[0]);
        for (var buyer = 0; buyer < 40; buyer++)
            (await _server.Ask(HttpMethod.Delete, $"/v1/users?id=visitor{buyer}")).Good();
        Assert.Equal(before, await Popular());

        async Task<string?[]> Popular() => [.. (await _server.Get("/v1/recommendations?user=stranger&k=20")).Good()["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task An_item_gets_what_goes_with_it()
    {
        var list = (await _server.Get("/v1/similar?item=85123A&k=2")).Good();
        Assert.Equal("85123A", list["for"].GetString());
        Assert.Equal(2, list["items"].GetArrayLength());
    }

    [Fact]
    public async Task An_item_gets_its_forecast()
    {
        var forecast = (await _server.Get("/v1/forecasts?item=85123A&horizon=5&quantiles=0.1,0.9")).Good();
        Assert.Equal(5, forecast["dates"].GetArrayLength());
        Assert.Equal(5, forecast["mean"].GetArrayLength());
        Assert.Equal([0.1, 0.9], forecast["quantiles"].EnumerateArray().Select(quantile => quantile.GetProperty("level").GetDouble()));
        Assert.Equal("day", forecast["step"].GetString());
        Assert.Equal("week", (await _server.Get("/v1/forecasts?item=85123A&step=week")).Good()["step"].GetString());
    }

    [Fact]
    public async Task Events_are_taken_and_change_the_next_list()
    {
        const string Events = """
            [{"id":"e1","time":"2024-06-01T10:00:00Z","kind":"purchase","user":"newcomer","item":"S3","quantity":1,"unit_price":5.5},
             {"id":"e2","time":"2024-06-01T10:01:00Z","kind":"purchase","user":"newcomer","item":"S7","quantity":2,"unit_price":9.5}]
            """;
        var before = (await _server.Get("/v1/recommendations?user=newcomer&k=20")).Good();
        var receipt = (await _server.Post("/v1/events", Events)).Good(202);
        Assert.Equal(2, receipt["added"].GetInt64());
        var after = (await _server.Get("/v1/recommendations?user=newcomer&k=20")).Good();
        Assert.Contains("S3", Items(before));
        Assert.DoesNotContain("S3", Items(after));
        Assert.DoesNotContain("S7", Items(after));
        var replayed = (await _server.Post("/v1/events", Events)).Good(202);
        Assert.Equal((0, 2), (replayed["added"].GetInt64(), replayed["alreadyPresent"].GetInt64()));
    }

    [Fact]
    public async Task Lines_and_packed_bodies_are_taken_too()
    {
        const string Lines = "{\"id\":\"n1\",\"time\":\"2024-06-01T10:00:00Z\",\"kind\":\"view\",\"item\":\"S3\"}\n{\"id\":\"n2\",\"time\":\"2024-06-01T10:00:00Z\",\"kind\":\"view\",\"item\":\"S4\"}\n";
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(Lines));
        using var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson"), ContentEncoding = { "gzip" } } };
        Assert.Equal(2, (await _server.Ask(HttpMethod.Post, "/v1/events", body)).Good(202)["added"].GetInt64());
        Assert.Equal(2, (await _server.Post("/v1/events", Lines, "application/x-ndjson")).Good(202)["alreadyPresent"].GetInt64());
    }

    [Fact]
    public async Task A_person_can_be_deleted_and_is_gone_from_the_next_list()
    {
        await _server.Post("/v1/users", """[{"id":"17850","country":"UK"}]""");
        var deleted = (await _server.Ask(HttpMethod.Delete, "/v1/users?id=17850")).Good();
        Assert.True(deleted["deleted"].GetInt64() > 1);
        Assert.Equal(0, (await _server.Ask(HttpMethod.Delete, "/v1/users?id=17850")).Good()["deleted"].GetInt64());
        var list = (await _server.Get("/v1/recommendations?user=17850")).Good();
        Assert.NotEqual(JsonValueKind.Undefined, list["note"].ValueKind);
    }

    [Fact]
    public async Task A_model_can_be_promoted_and_the_unknown_one_not()
    {
        var models = (await _server.Get("/v1/models/recommend")).Good();
        Assert.True(models["versions"][0].GetProperty("serves").GetBoolean());
        Assert.Equal(1, (await _server.Ask(HttpMethod.Post, "/v1/models/recommend/promote?number=1")).Good()["number"].GetInt32());
        (await _server.Ask(HttpMethod.Post, "/v1/models/recommend/promote?number=9")).Problem(404, "not-found");
        (await _server.Get("/v1/models/shoes")).Problem(404, "not-found");
    }

    [Fact]
    public async Task The_shop_tells_its_figures_imports_quarantine_and_health()
    {
        Assert.Equal("Small shop", (await _server.Get("/v1/overview")).Good()["shop"].GetString());
        Assert.Equal("orders.csv", (await _server.Get("/v1/imports?limit=1")).Good()["imports"][0].GetProperty("file").GetString());
        Assert.Equal(0, (await _server.Get("/v1/quarantine")).Good()["lines"].GetArrayLength());
        Assert.Equal("alive", (await _server.Get("/health/live")).Good()["status"].GetString());
        Assert.Equal("ready", (await _server.Get("/health/ready")).Good()["status"].GetString());
        Assert.NotEqual(0, (await _server.Get("/v1/health")).Good()["routes"].GetArrayLength());
        Assert.Contains("kirana_requests_total{route=\"GET /v1/overview\",status=\"200\"} 1", (await _server.Get("/metrics")).Text);
    }

    private static string?[] Items(Answer list) => [.. list["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString())];
}
