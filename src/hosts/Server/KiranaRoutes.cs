using Kirana.Server.Api;
using Kirana.Server.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kirana.Server;

/// <summary>Maps a shop's HTTP interface and pages.</summary>
public static class KiranaRoutes
{
    /// <summary>Maps the HTTP interface: <c>/v1/…</c>, <c>/openapi/v1.json</c>, <c>/health/…</c>, <c>/metrics</c>.</summary>
    /// <param name="routes">The application, or a group with a prefix of its own.</param>
    /// <returns>All its routes together, to which an application may add policies of its own.</returns>
    /// <exception cref="InvalidOperationException"><c>AddKirana</c> was not called.</exception>
    public static IEndpointConventionBuilder MapKirana(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var table = routes.ServiceProvider.GetService<ApiTable>() ?? throw new InvalidOperationException("The application has no shop: call AddKirana on its services first.");
        var pipeline = routes.ServiceProvider.GetRequiredService<ApiPipeline>();
        var group = routes.MapGroup("");
        foreach (var route in table.Routes)
            group.MapMethods(route.Path, [route.Method], pipeline.For(route)).WithMetadata(route).WithDisplayName(route.Name);
        // Less precise than any route, so it gets what no route takes, wrong methods among them.
        group.Map(UnknownRoute.Pattern, routes.ServiceProvider.GetRequiredService<UnknownRoute>().Answer).WithMetadata(new UnknownRouteMark()).WithDisplayName("unknown route");
        return group;
    }

    /// <summary>Maps the dashboard's pages at the root of the routes: an application's, or those of a branch below a path base. Needs
    /// <c>AddKiranaDashboard</c>.</summary>
    /// <param name="routes">The application, or a branch's routes.</param>
    public static void MapKiranaDashboard(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        DashboardRoutes.Map(routes);
    }
}
