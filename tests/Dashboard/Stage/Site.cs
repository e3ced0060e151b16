using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard;
using Kirana.Server.Metrics;
using Kirana.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kirana.Tests.Dashboard.Stage;

/// <summary>The dashboard of a shop in a real server on a free port.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IShop _shop;
    private readonly ShopServing _serving;

    private Site(WebApplication app, IShop shop, ShopServing serving, string path)
    {
        (_app, _shop, _serving) = (app, shop, serving);
        Address = new Uri(app.Urls.First().TrimEnd('/') + path + "/");
    }

    /// <summary>The base of all pages.</summary>
    public Uri Address { get; }

    /// <summary>The shop as it is served.</summary>
    public ShopServing Serving => _serving;

    /// <summary>The shop.</summary>
    public IShop Shop => _shop;

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="map">Maps the dashboard; at the root by default.</param>
    /// <param name="path">The path below which it is mapped.</param>
    public static async Task<Site> Start(string folder, Action<WebApplication>? map = null, string path = "")
    {
        var shop = EmbeddedShop.Open(folder, ShopAccess.Write);
        var serving = ShopServing.Open(shop, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(serving).AddSingleton<ServerMetrics>();
        DashboardServices.Add(builder.Services);
        var app = builder.Build();
        if (map is null)
            DashboardRoutes.Map(app);
        else
            map(app);
        await app.StartAsync();
        return new Site(app, shop, serving, path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _serving.Dispose();
        _shop.Dispose();
    }
}
