using System.Reflection;
using Kirana.Operate.Access;

namespace Kirana.Server.Api.OpenApi;

/// <summary>Serves the description of the HTTP interface.</summary>
/// <param name="apis">All other routes.</param>
internal sealed class OpenApiRoute(IReadOnlyList<IApi> apis) : IApi
{
    private const string Path = "/openapi/v1.json";

    private static readonly string Version =
        typeof(OpenApiRoute).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private volatile Tuple<string, byte[]>? _written;

    /// <inheritdoc/>
    public string Subject => "description";

    /// <inheritdoc/>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", Path, AccessScope.Read, Answer) { Operation = "openApi", Summary = "This document.", Example = """{"openapi":"3.1.1"}""" },
    ];

    private Task Answer(ApiCall call)
    {
        // The routes may stand below a prefix of the application they were mapped in.
        var request = call.Http.Request;
        var full = request.PathBase.Value + request.Path.Value;
        var server = full.EndsWith(Path, StringComparison.OrdinalIgnoreCase) ? full[..^Path.Length] : "";
        var written = _written;
        if (written is null || !string.Equals(written.Item1, server, StringComparison.Ordinal))
            _written = written = Tuple.Create(server, OpenApiDocument.Write([.. apis, this], server, Version));
        return call.Bytes(written.Item2, "application/json; charset=utf-8");
    }
}
