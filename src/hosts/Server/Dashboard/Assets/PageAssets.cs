using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Kirana.Server.Dashboard.Assets;

/// <summary>The files that pages load: Blazor's script, MudBlazor, ECharts, and the dashboard's own.</summary>
/// <remarks>They are embedded rather than static web assets. Those need a manifest and a <c>wwwroot</c> in the right place, which a plain
/// console host, a test, a single file and another application's build each lack in their own way; an embedded file is always there.</remarks>
internal static class PageAssets
{
    private const string Resources = "pages/";
    private const string Folder = "_kirana";
    private const string ForEver = "public, max-age=31536000, immutable";

    private static readonly Dictionary<string, PageAsset> Files = Load();

    /// <summary>The address of a file, relative to the page's base, with its version.</summary>
    /// <param name="name">The file's name.</param>
    public static string Link(string name) => $"{Folder}/{name}?v={Files[name].Hash}";

    /// <summary>Maps the files.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{Folder}/{{file}}", Serve).ExcludeFromDescription();

    private static IResult Serve(string file, HttpContext context)
    {
        if (!Files.TryGetValue(file, out var asset))
            return Results.NotFound();
        // Only an address with the right version may be kept for ever: a page of an older or newer server asks for another one.
        var versioned = string.Equals(context.Request.Query["v"], asset.Hash, StringComparison.Ordinal);
        context.Response.Headers.CacheControl = versioned ? ForEver : "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (brotli)
            context.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(brotli ? asset.Compressed : asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{(brotli ? "-br" : "")}\""));
    }

    private static Dictionary<string, PageAsset> Load()
    {
        var assembly = typeof(PageAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
            .Select(name => new PageAsset(name[Resources.Length..], assembly.GetManifestResourceStream(name)!))
            .ToDictionary(asset => asset.Name, StringComparer.Ordinal);
    }
}
