using System.Net;

namespace Kirana.Server.Hosting;

/// <summary>Where a server of its own listens.</summary>
public sealed record ServeOptions
{
    /// <summary>The address; loopback by default. With any other every request needs a key.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 5080 by default, 0 for any that is free.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Whether the dashboard is served too; by default it is.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>Whether Ctrl-C and SIGTERM stop the server; by default they do. No for a caller with handlers of its own.</summary>
    public bool HandlesSignals { get; init; } = true;

    /// <summary>How the shop is served.</summary>
    public KiranaOptions Kirana { get; init; } = new();
}
