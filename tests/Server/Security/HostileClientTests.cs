using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Kirana.Tests.Server.Security;

/// <summary>Clients that flood, stall or lie. Whatever they do, the next one is answered.</summary>
public sealed class HostileClientTests(TrainedShop shops) : IAsyncLifetime
{
    private TestServer _server = null!;

    private string Post => $"POST /v1/events HTTP/1.1\r\nHost: localhost:{_server.Port}\r\nContent-Type: application/json\r\n";

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(shops.Open());

    public async ValueTask DisposeAsync()
    {
        (await _server.Get("/health/live")).Good();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:PORT", 421)]
    [InlineData("127.0.0.1.evil.example:PORT", 421)]
    [InlineData("localhost.evil.example:PORT", 421)]
    [InlineData("localhost:1", 421)]
    [InlineData("127.0.0.1", 421)]
    [InlineData("[::2]:PORT", 421)]
    [InlineData("", 421)]
    [InlineData("localhost:PORT", 200)]
    [InlineData("LOCALHOST:PORT", 200)]
    [InlineData("127.0.0.1:PORT", 200)]
    [InlineData("[::1]:PORT", 200)]
    public async Task Only_the_names_of_this_machine_are_answered_to(string host, int status)
    {
        using var connection = await RawConnection.Open(_server.Port);
        await connection.Write($"GET /v1/imports HTTP/1.1\r\nHost: {host.Replace("PORT", _server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    public async Task Pages_of_other_sites_change_nothing(string header, string value)
    {
        (await _server.Ask(HttpMethod.Post, "/v1/events", TestServer.Content("[]"), null, (header, value))).Problem(403, "cross-site");
        (await _server.Ask(HttpMethod.Delete, "/v1/users?id=17850", null, null, (header, value))).Problem(403, "cross-site");
        (await _server.Ask(HttpMethod.Post, "/v1/models/recommend/promote?number=1", null, null, (header, value))).Problem(403, "cross-site");
    }

    [Fact]
    public async Task The_servers_own_pages_may_change_things_and_no_other_may_read_the_answer()
    {
        var own = $"http://127.0.0.1:{_server.Port}";
        var answer = (await _server.Ask(HttpMethod.Post, "/v1/models/recommend/promote?number=1", null, null, ("Origin", own), ("Sec-Fetch-Site", "same-origin"))).Good();
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        var preflight = await _server.Ask(HttpMethod.Options, "/v1/events", null, null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_body_of_100_MB_is_refused_before_it_is_read()
    {
        using var connection = await RawConnection.Open(_server.Port);
        await connection.Write(Post + "Content-Length: 104857600\r\n\r\n[");
        Assert.StartsWith("HTTP/1.1 413 ", await connection.ReadStatus(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_body_in_chunks_is_refused_at_the_limit_and_memory_stays_flat()
    {
        var piece = Encoding.ASCII.GetBytes("100000\r\n" + new string(' ', 0x100000) + "\r\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using (var connection = await RawConnection.Open(_server.Port))
        {
            await connection.Write(Post + "Transfer-Encoding: chunked\r\n\r\n");
            var status = connection.ReadStatus();
            for (var sent = 0; sent < 100 && !status.IsCompleted; sent++)
                try
                {
                    await connection.Write(piece);
                }
                catch (IOException)
                {
                    break;
                }

            var line = await status;
            Assert.True(line.Length == 0 || line.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal), line);
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 << 20);
    }

    [Fact]
    public async Task A_bomb_of_zeros_is_refused_at_the_limit()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i < 100; i++)
                zip.Write(new byte[1 << 20]);
        using var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        (await _server.Ask(HttpMethod.Post, "/v1/events", body)).Problem(413, "body-too-large");
    }

    [Theory]
    [InlineData("headers", "431")]
    [InlineData("long header", "431")]
    [InlineData("long line", "414")]
    [InlineData("no HTTP", "400")]
    [InlineData("zeros", "400")]
    public async Task Floods_and_garbage_are_refused(string what, string status)
    {
        var start = $"GET /health/live HTTP/1.1\r\nHost: localhost:{_server.Port}\r\n";
        var request = what switch
        {
            "headers" => $"{start}{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: y\r\n"))}\r\n",
            "long header" => $"{start}X: {new string('y', 40_000)}\r\n\r\n",
            "long line" => start.Replace("/live", "/live?" + new string('y', 20_000), StringComparison.Ordinal) + "\r\n",
            "no HTTP" => "GET  HTTP/9\r\n\r\n",
            _ => "\0\0\0\0\r\n\r\n",
        };
        using var connection = await RawConnection.Open(_server.Port);
        await connection.Write(request);
        var line = await connection.ReadStatus();
        Assert.True(line.Length == 0 || line.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task A_connection_closed_half_way_through_a_body_stores_nothing()
    {
        const string Record = """{"id":"half","time":"2024-06-01T00:00:00Z","kind":"view","item":"S1"}""";
        using (var connection = await RawConnection.Open(_server.Port))
        {
            await connection.Write(Post + $"Content-Length: 500\r\n\r\n[{Record}");
            connection.CloseSending();
            Assert.DoesNotContain(" 202 ", await connection.ReadToEnd());
        }

        Assert.Equal(1, (await _server.Post("/v1/events", $"[{Record}]")).Good(202)["added"].GetInt64());
    }

    [Fact]
    public async Task A_slow_sender_is_cut_off_and_others_are_answered_meanwhile()
    {
        using var slow = await RawConnection.Open(_server.Port);
        await slow.Write(Post + "Content-Length: 100000\r\n\r\n[");
        (await _server.Get("/v1/imports")).Good();
        // The server's patience is five seconds; its answer, or its end, comes without another byte from here.
        var line = await slow.ReadStatus();
        Assert.True(line.Length == 0 || line.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), line);
    }
}
