using System.Net;
using System.Text;
using Kirana.Operate.Access;
using Kirana.Server;
using Kirana.Server.Hosting;
using Kirana.Storage;

namespace Kirana.Tests.Server.Security;

public sealed class KeyTests(TrainedShop shops)
{
    private static readonly KiranaOptions Keys = new() { RequireKeys = true };

    [Fact]
    public async Task A_key_opens_what_it_allows_until_another_process_revokes_it()
    {
        var folder = shops.CopyFolder();
        // Two openings of one folder stand for two processes: they share nothing but the files.
        using var elsewhere = EmbeddedShop.Open(folder, ShopAccess.Serve);
        var clock = new ManualClock();
        await using var server = await TestServer.Start(EmbeddedShop.Open(folder, ShopAccess.Serve), Keys with { Clock = clock });
        (await server.Get("/v1/imports")).Problem(401, "no-key");
        var made = elsewhere.Access.Make("reader", AccessScope.Read);
        clock.Advance(TimeSpan.FromSeconds(2));
        (await server.Get("/v1/imports", made.Secret)).Good();
        Assert.Contains("write", (await server.Ask(HttpMethod.Delete, "/v1/users?id=x", key: made.Secret)).Problem(403, "key-scope").Text);
        elsewhere.Access.Revoke(made.Key.Id);
        clock.Advance(TimeSpan.FromSeconds(2));
        (await server.Get("/v1/imports", made.Secret)).Problem(401, "bad-key");
    }

    [Fact]
    public async Task Wrong_keys_open_nothing()
    {
        var shop = shops.Open();
        var secret = shop.Access.Make("admin", AccessScope.Admin).Secret;
        await using var server = await TestServer.Start(shop, Keys);
        (await server.Get("/v1/imports", secret)).Good();
        string[] wrong =
        [
            secret[..^1], secret + "a", secret.ToUpperInvariant(), secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), "kirana_", "kirana_" + new string('a', 43), new string('x', 5000),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(secret))), "",
        ];
        foreach (var key in wrong)
        {
            var answer = await server.Ask(HttpMethod.Get, "/v1/imports", null, null, ("Authorization", $"Bearer {key}"));
            Assert.True((int)answer.Status == 401, $"{key} opened the shop.");
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.Select(header => header.Scheme));
        }

        (await server.Ask(HttpMethod.Get, "/v1/imports", null, null, ("Authorization", "Digest x"))).Problem(401, "bad-key");
        (await server.Ask(HttpMethod.Get, "/v1/imports", null, null, ("Authorization", "Basic !!!"))).Problem(401, "bad-key");
        // A key in the query opens nothing: addresses end up in logs.
        (await server.Get($"/v1/imports?key={secret}")).Problem(401, "no-key");
    }

    [Fact]
    public async Task A_browser_may_send_the_key_as_a_password()
    {
        var shop = shops.Open();
        var secret = shop.Access.Make("person", AccessScope.Read).Secret;
        await using var server = await TestServer.Start(shop, Keys);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{secret}"));
        (await server.Ask(HttpMethod.Get, "/v1/imports", null, null, ("Authorization", $"Basic {basic}"))).Good();
    }

    [Fact]
    public async Task A_wrong_key_is_refused_even_where_none_is_needed()
    {
        await using var server = await TestServer.Start(shops.Open());
        (await server.Get("/v1/imports")).Good();
        (await server.Get("/v1/imports", "kirana_wrong")).Problem(401, "bad-key");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task A_request_that_a_proxy_brought_is_not_local(string header, string value)
    {
        await using var server = await TestServer.Start(shops.Open());
        (await server.Ask(HttpMethod.Get, "/v1/imports", null, null, (header, value))).Problem(401, "no-key");
    }

    [Fact]
    public async Task Another_address_than_loopback_needs_keys_for_everything_but_the_sign_of_life()
    {
        using var shop = shops.Open();
        using var state = new TemporaryFolder();
        await using var app = KiranaServer.Build(shop, state.Path, new ServeOptions { Address = IPAddress.Any, Port = 0, HandlesSignals = false });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{new Uri(app.Urls.First()).Port}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        foreach (var path in (string[])["/", "/health/ready", "/metrics", "/openapi/v1.json", "/v1/overview", "/_blazor/negotiate", "/quarantine.csv"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(path)).StatusCode);
        await app.StopAsync();
    }
}
