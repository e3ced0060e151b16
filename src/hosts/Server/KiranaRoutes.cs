using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kirana.Server;

/// <summary>Maps a shop's HTTP interface and pages.</summary>
public static class KiranaRoutes
{
    /// <summary>Maps the HTTP interface: <c>/v1/…</c>, <c>/openapi/v1.json</c>, <c>/health/…</c>, <c>/metrics</c>.</summary>
    /// <param name="routes">The application, or a group with a prefix of its own.</param>
    public static IEndpointConventionBuilder MapKirana(this IEndpointRouteBuilder routes) => throw new NotSupportedException();

    /// <summary>Maps the dashboard's pages at the application's root. Needs <c>AddKiranaDashboard</c>.</summary>
    /// <param name="app">The application.</param>
    public static void MapKiranaDashboard(this WebApplication app) => throw new NotSupportedException();
}
