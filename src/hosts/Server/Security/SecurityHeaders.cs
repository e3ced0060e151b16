using Microsoft.AspNetCore.Http;

namespace Kirana.Server.Security;

/// <summary>What a browser is told about everything this server answers.</summary>
internal static class SecurityHeaders
{
    // Pages take everything from this server itself. Styles are also written into elements by the components.
    private const string Pages = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Sets the headers of an answer of data.</summary>
    /// <param name="response">The answer.</param>
    public static void OfData(HttpResponse response)
    {
        Set(response, Data);
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Sets the headers of a page and what belongs to it.</summary>
    /// <param name="response">The answer.</param>
    public static void OfPages(HttpResponse response) => Set(response, Pages);

    private static void Set(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
