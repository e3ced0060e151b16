using System.Text.Json;

namespace Kirana.Tests.Server.Api;

/// <summary>Rules over HTTP: saved, previewed, and heeded by the very next list.</summary>
public sealed class RulesTests(TrainedShop shops) : IAsyncLifetime
{
    private const string Rules = """{ "rules": [{ "name": "hero", "do": "pin", "where": { "items": ["S7"] } }, { "name": "none of these", "do": "exclude", "where": { "items": ["S3", "S5"] } }] } // mine""";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(shops.Open());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Saved_rules_are_read_back_and_hold_for_every_list()
    {
        var nothing = (await _server.Get("/v1/rules")).Good();
        Assert.Equal((0, 0), (nothing["version"].GetInt32(), nothing["document"].GetProperty("rules").GetArrayLength()));
        var saved = (await Put("/v1/rules?after=0", Rules)).Good();
        Assert.Equal((1, 0), (saved["version"].GetInt32(), saved["findings"].GetArrayLength()));
        var read = (await _server.Get("/v1/rules")).Good();
        Assert.Equal(2, read["document"].GetProperty("rules").GetArrayLength());
        foreach (var list in (Answer[])[await _server.Get("/v1/recommendations?user=stranger&k=20&bought"), await _server.Get("/v1/similar?item=85123A&k=20"), await _server.Post("/v1/recommendations?k=20", "{}")])
        {
            Assert.Equal("S7", Items(list.Good())[0]);
            Assert.DoesNotContain("S3", Items(list));
            Assert.DoesNotContain("S5", Items(list));
        }

        (await Put("/v1/rules", """{"rules":[]}""")).Good();
        Assert.Equal([2, 1], (await _server.Get("/v1/rules")).Good()["versions"].EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal(2, (await _server.Get("/v1/rules?version=1")).Good()["document"].GetProperty("rules").GetArrayLength());
        (await _server.Get("/v1/rules?version=9")).Problem(404, "not-found");
        Assert.Contains("S3", Items((await _server.Get("/v1/recommendations?user=stranger&k=20")).Good()));
    }

    [Theory]
    [InlineData("""{ "rules": [{ "name": "a", "do": "boost" }] }""", "rules[0]")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "delete" }] }""", "rules[0].do")]
    [InlineData("""{ "rules": [], "rules": [] }""", "rules")]
    [InlineData("""{ "rules": """, "not JSON")]
    public async Task A_fault_is_told_with_its_place_and_nothing_is_saved(string rules, string place)
    {
        foreach (var answer in (Answer[])[await Put("/v1/rules", rules), await _server.Post("/v1/rules/check", rules), await _server.Post("/v1/rules/preview?user=17850", rules)])
            Assert.Contains(place, answer.Problem(400, "bad-rules")["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await _server.Get("/v1/rules")).Good()["version"].GetInt32());
    }

    [Fact]
    public async Task What_contradicts_is_named_and_what_somebody_else_saved_is_not_overwritten()
    {
        const string Contrary = """{ "rules": [{ "name": "hero", "do": "pin", "where": { "items": ["S7"] } }, { "name": "out", "do": "exclude", "where": { "items": ["S7"] } }] }""";
        var finding = (await _server.Post("/v1/rules/check", Contrary)).Good()["findings"][0];
        Assert.Equal("pin-kept-out", finding.GetProperty("code").GetString());
        Assert.Equal(["hero", "out"], finding.GetProperty("rules").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(1, (await Put("/v1/rules?after=0", Contrary)).Good()["findings"].GetArrayLength());
        (await Put("/v1/rules?after=0", Rules)).Problem(409, "rules-changed");
        Assert.Equal(2, (await Put("/v1/rules?after=1", Rules)).Good()["version"].GetInt32());
    }

    [Fact]
    public async Task A_preview_shows_both_lists_and_saves_nothing()
    {
        var preview = (await _server.Post("/v1/rules/preview?user=stranger&k=5", Rules)).Good();
        Assert.Equal("S7", preview["after"].GetProperty("items")[0].GetProperty("id").GetString());
        var hero = preview["changes"].EnumerateArray().First(change => change.GetProperty("item").GetString() is "S7");
        Assert.Equal((1, "'hero'"), (hero.GetProperty("after").GetInt32(), hero.GetProperty("why").GetString()));
        Assert.Equal(0, (await _server.Get("/v1/rules")).Good()["version"].GetInt32());
    }

    [Fact]
    public async Task Rules_that_exclude_everything_give_an_empty_list_that_says_so()
    {
        await Put("/v1/rules", """{ "rules": [{ "name": "closed today", "do": "exclude" }] }""");
        var list = (await _server.Get("/v1/recommendations?user=17850")).Good();
        Assert.Equal(0, list["items"].GetArrayLength());
        Assert.Contains("'closed today'", list["note"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_tells_how_each_item_came_to_its_place_where_that_is_asked_for()
    {
        Assert.All((await _server.Get("/v1/recommendations?user=17850&bought")).Good()["items"].EnumerateArray(), item => Assert.False(item.TryGetProperty("trace", out _)));
        await Put("/v1/rules", Rules);
        var items = (await _server.Get("/v1/recommendations?user=17850&bought&explain")).Good()["items"].EnumerateArray().ToArray();
        Assert.Equal("pinned", items[0].GetProperty("trace").GetProperty("cause").GetString());
        Assert.Equal("hero", items[0].GetProperty("trace").GetProperty("rules")[0].GetString());
        Assert.All(items[1..], item => Assert.NotEqual(0, item.GetProperty("trace").GetProperty("sources").GetArrayLength()));
    }

    [Fact]
    public async Task The_schema_is_served()
    {
        using var schema = JsonDocument.Parse((await _server.Get("/v1/rules/schema")).Text);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
    }

    private Task<Answer> Put(string path, string rules) => _server.Ask(HttpMethod.Put, path, TestServer.Content(rules));

    private static string?[] Items(Answer list) => [.. list["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString())];
}
