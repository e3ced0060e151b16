using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kirana.Operate.Shops;
using Kirana.Server;
using Kirana.Server.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Kirana.Tests.Server;

/// <summary>A server on a port of its own, as <c>kirana serve</c> runs it, and a client of it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly IShop _shop;
    private readonly TemporaryFolder _state = new();

    private TestServer(IShop shop, ServeOptions options)
    {
        _shop = shop;
        App = KiranaServer.Build(shop, _state.Path, options with { HandlesSignals = false });
    }

    public WebApplication App { get; }

    public HttpClient Client { get; private set; } = null!;

    public int Port => new Uri(App.Urls.First()).Port;

    /// <summary>Starts a server. The shop is disposed with it.</summary>
    public static async Task<TestServer> Start(IShop shop, KiranaOptions? kirana = null, bool dashboard = false)
    {
        var server = new TestServer(shop, new ServeOptions { Port = 0, Dashboard = dashboard, Kirana = kirana ?? new KiranaOptions() });
        await server.App.StartAsync();
        server.Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(server.App.Urls.First()) };
        return server;
    }

    /// <summary>A request with a key.</summary>
    public Task<Answer> Ask(HttpMethod method, string path, HttpContent? body = null, string? key = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Send(request);
    }

    public Task<Answer> Get(string path, string? key = null) => Ask(HttpMethod.Get, path, key: key);

    public Task<Answer> Post(string path, string body, string type = "application/json") => Ask(HttpMethod.Post, path, Content(body, type));

    public static StringContent Content(string body, string type = "application/json") => new(body, Encoding.UTF8, new MediaTypeHeaderValue(type));

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _shop.Dispose();
        _state.Dispose();
    }

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type is not ("application/json" or "application/problem+json"))
            return new Answer(response.StatusCode, type, text, default, response.Headers);
        using var document = JsonDocument.Parse(text);
        return new Answer(response.StatusCode, type, text, document.RootElement.Clone(), response.Headers);
    }
}
