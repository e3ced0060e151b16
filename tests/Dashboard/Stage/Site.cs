using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Server;
using Kirana.Server.Dashboard;
using Kirana.Server.Hosting;
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

    private Site(WebApplication app, IShop shop, string path)
    {
        (_app, Shop) = (app, shop);
        Address = new Uri(app.Urls.First().TrimEnd('/') + path + "/");
    }

    /// <summary>The base of all pages.</summary>
    public Uri Address { get; }

    /// <summary>The shop.</summary>
    public IShop Shop { get; }

    /// <summary>The shop as it is served.</summary>
    public ShopServing Serving => _app.Services.GetRequiredService<ShopServing>();

    /// <summary>Starts a server as <c>kirana serve</c> does.</summary>
    /// <param name="folder">The shop's folder.</param>
    public static Task<Site> Start(string folder)
    {
        var shop = EmbeddedShop.Open(folder, ShopAccess.Serve);
        return Start(KiranaServer.Build(shop, Path.Combine(folder, "server"), new ServeOptions { Port = 0, HandlesSignals = false }), shop, "");
    }

    /// <summary>Starts another application that has the dashboard in it.</summary>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="map">Maps the dashboard.</param>
    /// <param name="path">The path below which it is mapped.</param>
    public static Task<Site> StartInside(string folder, Action<WebApplication> map, string path) =>
        StartInside(EmbeddedShop.Open(folder, ShopAccess.Serve), map, path);

    /// <summary>Starts another application that has the dashboard of a shop in it.</summary>
    /// <param name="shop">The shop; disposed with the site.</param>
    /// <param name="map">Maps the dashboard.</param>
    /// <param name="path">The path below which it is mapped.</param>
    public static Task<Site> StartInside(IShop shop, Action<WebApplication> map, string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddKirana(shop).AddKiranaDashboard();
        var app = builder.Build();
        map(app);
        return Start(app, shop, path);
    }

    /// <summary>Starts another application with the dashboard at its root. It takes requests for any host and port, as behind a proxy.</summary>
    /// <param name="folder">The shop's folder.</param>
    public static Task<Site> StartBehindProxy(string folder) => StartInside(folder, DashboardRoutes.Map, "");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        Shop.Dispose();
    }

    private static async Task<Site> Start(WebApplication app, IShop shop, string path)
    {
        await app.StartAsync();
        return new Site(app, shop, path);
    }
}
