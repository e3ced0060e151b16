using System.Net;
using Kirana.Server.Api;
using Kirana.Server.Api.Problems;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Kirana.Server.Hosting;

/// <summary>Looks at the overview once behind the server's start, so that the first person who does so does not wait for its code to be compiled
/// and the shop's figures to be counted.</summary>
/// <param name="shop">The shop, which must be open before there is anything to see.</param>
/// <param name="options">The clock.</param>
/// <param name="server">Where it listens.</param>
/// <param name="lifetime">Tells since when.</param>
internal sealed class FirstLook(ServedShop shop, KiranaOptions options, IServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    // Whoever asks in the first moment is answered first.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(400);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Listening(stoppingToken);
            await Task.Run(() => shop.Serving, stoppingToken);
            await Task.Delay(Courtesy, options.Clock, stoppingToken);
            using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
            using var page = await browser.GetAsync(Address(), stoppingToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or ProblemException)
        {
            // Nobody waits for it; the next look says what is wrong.
        }
    }

    private Task Listening(CancellationToken stopping)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(listening.SetResult);
        return listening.Task.WaitAsync(stopping);
    }

    // The port may have been any that was free, and the address that of every network.
    private Uri Address()
    {
        var bound = new UriBuilder(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        if (IPAddress.TryParse(bound.Host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            bound.Host = (address.Equals(IPAddress.Any) ? IPAddress.Loopback : IPAddress.IPv6Loopback).ToString();
        return bound.Uri;
    }
}
