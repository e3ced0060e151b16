using System.Net;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Server.Api;
using Kirana.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Kirana.Server.Hosting;

/// <summary>A web server of its own around one shop: what <c>kirana serve</c> runs.</summary>
public static class KiranaServer
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Builds the server; it listens once started.</summary>
    /// <param name="shop">The shop, opened for serving and disposed by the caller after the server has stopped.</param>
    /// <param name="stateFolder">A folder of the shop for the server's own keys, such as those that protect cookies.</param>
    /// <param name="options">Where it listens, and how the shop is served.</param>
    /// <exception cref="Data.DataException">The port is in use (<c>port-in-use</c>, with the next free one as a hint), not allowed
    /// (<c>port-forbidden</c>), or the address is none of this machine (<c>bad-address</c>).</exception>
    public static WebApplication Build(IShop shop, string stateFolder, ServeOptions options)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentException.ThrowIfNullOrEmpty(stateFolder);
        ArgumentNullException.ThrowIfNull(options);
        Ports.Check(options.Address, options.Port);
        var isLocal = IPAddress.IsLoopback(options.Address);
        var kirana = options.Kirana with { RequireKeys = options.Kirana.RequireKeys ?? (isLocal ? null : true) };

        // The models are loaded while the server is put together, on another core.
        Task<ShopServing>? opening = Task.Run(() => ShopServing.Open(shop, kirana.Clock));

        // Empty: nothing is taken from the environment or from files, so nothing but the options decides who can reach the server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options, kirana));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        // Every start without a certificate for them would warn that these keys are not encrypted on disk.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        if (!options.HandlesSignals)
            builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.AddServed(shop, kirana,
            () => Interlocked.Exchange(ref opening, null) is { } first ? first.GetAwaiter().GetResult() : ShopServing.Open(shop, kirana.Clock));
        if (options.Dashboard)
        {
            builder.Services.AddDataProtection().SetApplicationName("Kirana").PersistKeysToFileSystem(Private(stateFolder));
            builder.Services.AddKiranaDashboard();
            builder.Services.AddHostedService<FirstLook>();
        }

        var app = builder.Build();
        var guard = new ServerGuard(app.Services.GetRequiredService<AccessGate>(), app.Services.GetRequiredService<UnknownRoute>(), isLocal, options.Dashboard);
        app.UseStatusCodePages(guard.Explain);
        app.UseRouting();
        app.Use(guard.Run);
        app.MapKirana();
        if (options.Dashboard)
            app.MapKiranaDashboard();
        return app;
    }

    /// <summary>The next free port after another, or <see langword="null"/> where none is near.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The other port.</param>
    public static int? NextFreePort(IPAddress address, int port) => Ports.Next(address, port);

    // Keys that protect cookies are nobody else's to read on this machine.
    private static DirectoryInfo Private(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void Limit(KestrelServerOptions kestrel, ServeOptions options, KiranaOptions kirana)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = 2000;
        limits.MaxConcurrentUpgradedConnections = 500;
        limits.MaxRequestBodySize = kirana.BodyBytes;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.MaxRequestLineSize = 8 << 10;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
