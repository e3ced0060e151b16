using System.Text.Json;
using CsCheck;
using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Tests.Server.Api;

/// <summary>Ids are opaque: whatever they hold comes back as it was sent and means nothing to the server.</summary>
public sealed class IdTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(EmbeddedShop.Create(_folder["shop"], new ShopSettings()));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("%2e%2e%2f")]
    [InlineData("'; drop table events; --")]
    [InlineData("a&b=c?d#e")]
    [InlineData("a+b c")]
    [InlineData("ün\u00efcode 🦜 \u202e rtl")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{\"json\":1}")]
    public Task Odd_ids_come_back_through_every_route(string id) => RoundTrip(id);

    [Fact]
    public Task Any_id_comes_back_through_every_route() =>
        Gen.Char.Array[1, 60].Select(chars => new string(chars)).Where(IsId).SampleAsync(RoundTrip, iter: 40, threads: 1);

    private static bool IsId(string id) =>
        id.Trim().Length == id.Length && !id.Any(char.IsControl) && id.All(letter => !char.IsSurrogate(letter));

    private async Task RoundTrip(string id)
    {
        var text = JsonSerializer.Serialize(id);
        var query = Uri.EscapeDataString(id);
        var body = $$"""[{"id":{{text}},"time":"2024-06-01T10:00:00Z","kind":"purchase","user":{{text}},"item":{{text}},"quantity":1,"unit_price":2}]""";
        Assert.Equal(0, (await _server.Post("/v1/events", body)).Good(202)["rejectedCount"].GetInt64());
        Assert.Equal(id, (await _server.Get($"/v1/recommendations?user={query}")).Good()["for"].GetString());
        Assert.Equal(id, (await _server.Post("/v1/recommendations", $$"""{"user":{{text}},"events":[{"item":{{text}},"kind":"view"}],"exclude":[{{text}}]}""")).Good()["for"].GetString());
        var similar = await _server.Get($"/v1/similar?item={query}");
        if ((int)similar.Status == 200)
            Assert.Equal(id, similar["for"].GetString());
        else
            similar.Problem(404);
        (await _server.Get($"/v1/forecasts?item={query}&location={query}")).Problem(404);
        var deleted = (await _server.Ask(HttpMethod.Delete, $"/v1/users?id={query}")).Good();
        Assert.Equal(id, deleted["user"].GetString());
        Assert.True(deleted["deleted"].GetInt64() >= 1, deleted.Text);
    }
}
