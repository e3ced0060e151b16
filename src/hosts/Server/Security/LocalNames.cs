using System.Net;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Security;

/// <summary>Which requests come from this machine and mean this machine.</summary>
internal static class LocalNames
{
    /// <summary>Whether a request was made on this machine, to this machine: no proxy brought it, and its host is a name of loopback.</summary>
    /// <param name="context">The request.</param>
    /// <remarks>A page of a stranger whose name was pointed at 127.0.0.1 (DNS rebinding) reaches a local server through the visitor's
    /// browser, but its requests carry the stranger's name as their host.</remarks>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopback(context.Request.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Whether a host is a name of loopback, whatever its port.</summary>
    /// <param name="host">The host.</param>
    public static bool IsLoopback(HostString host) => host.Host switch
    {
        "" => false,
        var name when string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) => true,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) && IPAddress.IsLoopback(six),
        "127.0.0.1" => true,
        _ => false,
    };

    /// <summary>Whether a host is a name of loopback with the port the request came to.</summary>
    /// <param name="context">The request.</param>
    public static bool MeansThisServer(HttpContext context) =>
        IsLoopback(context.Request.Host) && (context.Request.Host.Port ?? (context.Request.IsHttps ? 443 : 80)) == context.Connection.LocalPort;
}
