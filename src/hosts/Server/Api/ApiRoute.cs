using System.Text.Json.Serialization.Metadata;
using Kirana.Operate.Access;
using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.Queries;

namespace Kirana.Server.Api;

/// <summary>One route of the HTTP interface: all that mapping, guarding, checking and documenting it needs, so that none of them can differ.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path's pattern.</param>
/// <param name="Scope">What a key must allow; <see cref="AccessScope.None"/> for a route that everybody may ask.</param>
/// <param name="Answer">Answers a request.</param>
internal sealed record ApiRoute(string Method, string Path, AccessScope Scope, Func<ApiCall, Task> Answer)
{
    /// <summary>Method and path.</summary>
    public string Name => $"{Method} {Path}";

    /// <summary>The name of the operation in clients made from the document.</summary>
    public required string Operation { get; init; }

    /// <summary>What it does, in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>What else to know.</summary>
    public string Description { get; init; } = "";

    /// <summary>The words in the path, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PathWords { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The parameters of the query; others are refused.</summary>
    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];

    /// <summary>The body it takes, if it takes one.</summary>
    public BodyShape? Body { get; init; }

    /// <summary>The status of a good answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The media type of a good answer.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The type of a good answer; <see langword="null"/> for text.</summary>
    public JsonTypeInfo? Type { get; init; }

    /// <summary>A good answer.</summary>
    public required string Example { get; init; }

    /// <summary>The statuses of its problems, beside those that every route has.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}
