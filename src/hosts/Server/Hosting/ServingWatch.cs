using Kirana.Server.Api;
using Kirana.Server.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kirana.Server.Hosting;

/// <summary>Opens the served shop behind the server's start and keeps it fresh until the server stops.</summary>
/// <param name="shop">The shop.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="options">The clock.</param>
/// <param name="log">Told of what fails.</param>
internal sealed partial class ServingWatch(ServedShop shop, ServerMetrics metrics, KiranaOptions options, ILogger<ServingWatch> log) : BackgroundService
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => Watch(stoppingToken), CancellationToken.None), Measure(stoppingToken));

    // A shop that cannot be opened is tried again: the server stays up and says so meanwhile.
    private async Task Watch(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Second, options.Clock);
        var told = "";
        while (!stopping.IsCancellationRequested)
            try
            {
                var serving = shop.Serving;
                await serving.Watch(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var cause = exception.GetBaseException().Message;
                if (!string.Equals(cause, told, StringComparison.Ordinal))
                    Failed(log, told = cause);
                if (!await Next(timer, stopping))
                    return;
            }
    }

    private async Task Measure(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Second, options.Clock);
        while (await Next(timer, stopping))
            metrics.Tick();
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The shop cannot be served: {Cause} Trying again every second.")]
    private static partial void Failed(ILogger log, string cause);
}
