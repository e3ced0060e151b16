using Kirana.Server.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Security;

/// <summary>Keeps pages of other sites from sending, deleting or opening sockets through a visitor's browser. Programs that are no browsers
/// send neither header and pass.</summary>
internal static class CrossSite
{
    /// <summary>Why a request is refused, or <see langword="null"/>.</summary>
    /// <param name="request">The request.</param>
    public static Problem? Refuse(HttpRequest request)
    {
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (!changes && !request.Headers.ContainsKey("Upgrade"))
            return null;
        var site = request.Headers["Sec-Fetch-Site"];
        var origin = request.Headers.Origin;
        if (site.Count == 0 && origin.Count == 0)
            return null;
        var same = (site.Count == 0 || site is ["same-origin" or "none"]) && (origin.Count == 0 || (origin.Count == 1 && IsOwn(origin[0], request)));
        return same ? null : new Problem(403, "cross-site", "The request was made by a page of another site.", "Send it from the server's own pages, or from a program.");
    }

    private static bool IsOwn(string? origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
