using Microsoft.Extensions.Hosting;

namespace Kirana.Server.Hosting;

/// <summary>Leaves signals to the caller, who has handlers of his own for them.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
