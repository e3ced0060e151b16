using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Kirana.Tests.Hosts.Cli;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Shop => _folder["shop"];

    public ServeCommandTests() => Assert.Equal(0, Tool.Run("init", Shop).ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serves_until_a_signal_and_ends_with_0()
    {
        using var process = Tool.Start([], "serve", "--shop", Shop, "--port", "0", "--json");
        var url = Url(await process.StandardOutput.ReadLineAsync());
        using var client = new HttpClient { BaseAddress = url };
        Assert.Contains("alive", await client.GetStringAsync("/health/live"));
        Assert.Contains("Kirana", await client.GetStringAsync("/"));
        Assert.True(await End(process));
        Assert.Equal(0, process.ExitCode);
        // One object is all that was ever printed.
        Assert.Empty(await process.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task Says_its_address_on_one_line_and_has_no_pages_where_none_are_wanted()
    {
        using var process = Tool.Start([], "serve", "--shop", Shop, "--port", "0", "--no-dashboard");
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.Matches(@"^Serving at http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)$", line);
        using var client = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[2]) };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/")).StatusCode);
        Assert.True(await End(process));
    }

    [Fact]
    public void A_port_in_use_is_an_error_that_names_a_free_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var run = Tool.Run("serve", "--shop", Shop, "--port", ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), "--json");
        Assert.Equal(2, run.ExitCode);
        var error = run.Json().GetProperty("error");
        Assert.Equal("port-in-use", error.GetProperty("code").GetString());
        Assert.StartsWith("--port ", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--port", "70000")]
    [InlineData(1, "--port", "-1")]
    [InlineData(1, "--bind", "somewhere")]
    [InlineData(2, "--bind", "203.0.113.7")]
    public void A_place_it_cannot_listen_at_is_an_error(int exitCode, params string[] words) => Assert.Equal(exitCode, Tool.Run(["serve", "--shop", Shop, .. words]).ExitCode);

    [Fact]
    public async Task A_key_opens_a_running_server_until_it_is_revoked()
    {
        using var process = Tool.Start([], "serve", "--shop", Shop, "--port", "0", "--bind", "0.0.0.0", "--no-dashboard", "--json");
        var url = Url(await process.StandardOutput.ReadLineAsync());
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{url.Port}") };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/imports")).StatusCode);

        var made = Tool.Run("keys", "make", "reports", "--scope", "read", "--shop", Shop, "--json").Json();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpStatusCode.OK));
        Assert.Equal(["read"], made.GetProperty("key").GetProperty("scope").EnumerateArray().Select(word => word.GetString()));

        var id = made.GetProperty("key").GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, Tool.Run("keys", "revoke", id, "--shop", Shop).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpStatusCode.Unauthorized));
        var listed = Tool.Run("keys", "list", "--shop", Shop, "--json").Json().GetProperty("keys")[0];
        Assert.Equal(JsonValueKind.String, listed.GetProperty("revoked").ValueKind);
        Assert.False(listed.TryGetProperty("secret", out _) || listed.TryGetProperty("hash", out _));
        Assert.True(await End(process));
    }

    [Fact]
    public void Keys_that_cannot_be_made_or_revoked_are_errors()
    {
        var scope = Tool.Run("keys", "make", "x", "--scope", "reed", "--shop", Shop, "--json");
        Assert.Equal(1, scope.ExitCode);
        Assert.Equal("Did you mean read?", scope.Json().GetProperty("error").GetProperty("hint").GetString());
        Assert.Equal(1, Tool.Run("keys", "make", "", "--shop", Shop).ExitCode);
        Assert.Equal(3, Tool.Run("keys", "revoke", "7", "--shop", Shop).ExitCode);
        Assert.Contains("kirana keys make", Tool.Run("keys", "list", "--shop", Shop).Output);
    }

    private static Uri Url(string? line)
    {
        using var answer = JsonDocument.Parse(line!);
        return new Uri(answer.RootElement.GetProperty("url").GetString()!);
    }

    // A change of keys is seen within two seconds: asked again until it is, for at most as long.
    private static async Task<HttpStatusCode> Status(HttpClient client, HttpStatusCode wanted)
    {
        var watch = Stopwatch.StartNew();
        HttpStatusCode status;
        do
            status = (await client.GetAsync("/v1/imports")).StatusCode;
        while (status != wanted && watch.Elapsed < TimeSpan.FromSeconds(2));
        return status;
    }

    private static async Task<bool> End(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return true;
        }

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
