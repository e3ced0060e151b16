using System.Globalization;
using System.Net;
using Kirana.Cli.Invocation;
using Kirana.Server.Hosting;
using Kirana.Storage;
using Microsoft.AspNetCore.Builder;

namespace Kirana.Cli.Commands.Serve;

/// <summary>A server that runs inside a command until it is told to end.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly EmbeddedShop _shop;
    private readonly WebApplication _app;

    private RunningServer(EmbeddedShop shop, WebApplication app, string url)
    {
        _shop = shop;
        _app = app;
        Url = url;
    }

    /// <summary>Its address, which is its first page's too.</summary>
    public string Url { get; }

    /// <summary>Opens a shop and serves it.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="options">Where it listens.</param>
    /// <exception cref="Data.DataException">The shop cannot be opened, or the port is in use.</exception>
    public static RunningServer Start(CommandContext context, string folder, ServeOptions options)
    {
        var shop = EmbeddedShop.Open(folder, ShopAccess.Serve, context.Clock);
        try
        {
            var isLocal = IPAddress.IsLoopback(options.Address);
            if (!isLocal && shop.Access.List().All(key => key.Revoked is not null))
                context.Stages.Note("Every request needs an access key, and there is none yet; `kirana keys make NAME` makes one.");
            // Who can run programs on this machine needs no server to keep it busy, so only others are held to a rate.
            var kirana = isLocal ? options.Kirana with { RequestsPerSecond = 0 } : options.Kirana;
            // The command has the handlers of signals.
            var app = KiranaServer.Build(shop, Path.Combine(folder, "data", "server"), options with { Kirana = kirana, HandlesSignals = false });
            app.StartAsync(context.Cancellation).GetAwaiter().GetResult();
            return new RunningServer(shop, app, app.Urls.First().TrimEnd('/') + "/");
        }
        catch
        {
            shop.Dispose();
            throw;
        }
    }

    /// <summary>The port of an option's value, checked.</summary>
    /// <param name="port">The value.</param>
    public static int Checked(int port) => port is >= 0 and <= IPEndPoint.MaxPort ? port
        : throw new UsageException($"--port is a whole number from 0 to {IPEndPoint.MaxPort.ToString(CultureInfo.InvariantCulture)}, not {port.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>Serves until the command is told to end.</summary>
    /// <param name="end">Set by Ctrl-C.</param>
    public static void Wait(CancellationToken end) => end.WaitHandle.WaitOne();

    /// <summary>Answers what is under way, stores what came in, and ends.</summary>
    public void Dispose()
    {
        _app.StopAsync().GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _shop.Dispose();
    }
}
