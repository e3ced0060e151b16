using Kirana.Server.Dashboard.Assets;
using Kirana.Server.Dashboard.Exports;
using Kirana.Server.Dashboard.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kirana.Server.Dashboard;

/// <summary>Where the dashboard's pages are.</summary>
internal static class DashboardRoutes
{
    /// <summary>Maps pages, the files they load and what they let download, at the root of the routes; a path base before them is respected.</summary>
    /// <param name="routes">An application, or the routes of a branch of one.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        PageAssets.Map(routes);
        QuarantineExport.Map(routes);
        // No page has a form that is posted, so there is no token to check, and a host needs no middleware for it.
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode().DisableAntiforgery();
    }
}
