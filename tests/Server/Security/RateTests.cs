using System.Net;
using Kirana.Server;
using Kirana.Server.Security;

namespace Kirana.Tests.Server.Security;

public sealed class RateTests(TrainedShop shops)
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var server = await TestServer.Start(shops.Open(), new KiranaOptions { RequestsPerSecond = 1 });
        Answer? refused = null;
        for (var i = 0; i < 20 && refused is null; i++)
            if (await server.Get("/health/live") is { Status: HttpStatusCode.TooManyRequests } answer)
                refused = answer;
        Assert.NotNull(refused);
        refused.Problem(429, "too-many-requests");
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Keys_and_addresses_are_counted_apart_and_a_network_of_IPv6_as_one()
    {
        using var gate = new RateGate(1);
        Assert.Null(gate.Refuse(0, IPAddress.Parse("203.0.113.1")));
        Assert.NotNull(gate.Refuse(0, IPAddress.Parse("203.0.113.1")));
        Assert.NotNull(gate.Refuse(0, IPAddress.Parse("::ffff:203.0.113.1")));
        Assert.Null(gate.Refuse(0, IPAddress.Parse("203.0.113.2")));
        Assert.Null(gate.Refuse(7, IPAddress.Parse("203.0.113.1")));
        Assert.NotNull(gate.Refuse(7, IPAddress.Parse("203.0.113.9")));
        Assert.Null(gate.Refuse(0, IPAddress.Parse("2001:db8:0:1::1")));
        Assert.NotNull(gate.Refuse(0, IPAddress.Parse("2001:db8:0:1::2")));
        Assert.Null(gate.Refuse(0, IPAddress.Parse("2001:db8:0:2::1")));
    }

    [Fact]
    public void No_limit_is_no_limit()
    {
        using var gate = new RateGate(0);
        for (var i = 0; i < 10_000; i++)
            Assert.Null(gate.Refuse(0, IPAddress.Loopback));
    }
}
