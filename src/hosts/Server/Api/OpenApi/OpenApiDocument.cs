using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Operate.Access;
using Kirana.Server.Api.Problems;
using Kirana.Server.Api.Queries;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirana.Server.Api.OpenApi;

/// <summary>The description of the HTTP interface, OpenAPI 3.1, written from the routes themselves.</summary>
/// <remarks>Its own writer rather than that of ASP.NET: in somebody else's application a document of ours must not list that application's routes
/// nor claim its document's name, and nothing is scanned at the start.</remarks>
internal static class OpenApiDocument
{
    private const string ProblemReference = "#/components/schemas/Problem";

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Every route may answer with these.
    private static readonly int[] Everywhere = [400, 401, 403, 429, 500];

    /// <summary>Writes the document.</summary>
    /// <param name="apis">The routes by subject.</param>
    /// <param name="server">The address that the paths follow, such as the empty string or <c>/kirana</c>.</param>
    /// <param name="version">The version of Kirana.</param>
    public static byte[] Write(IEnumerable<IApi> apis, string server, string version)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject { ["Problem"] = Schemas.Of(Answers.ServerJson.Web.Problem) };
        var tags = new JsonArray();
        foreach (var api in apis)
        {
            tags.Add(new JsonObject { ["name"] = api.Subject });
            foreach (var route in api.Routes)
            {
                if (paths[route.Path] is not JsonObject path)
                    paths[route.Path] = path = [];
                path[route.Method.ToLowerInvariant()] = Operation(api, route, schemas);
            }
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Kirana", ["version"] = version,
                ["description"] = "Recommendations and forecasts from a shop's own records. Errors are problem details (RFC 9457) with a stable `code` and a `hint`.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server.Length == 0 ? "/" : server }),
            ["tags"] = tags, ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "kirana_…",
                        ["description"] = "A key made by `kirana keys make`. Needed unless the server listens on this machine alone.",
                    },
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Written);
    }

    private static JsonObject Operation(IApi api, ApiRoute route, JsonObject schemas)
    {
        var operation = new JsonObject { ["operationId"] = route.Operation, ["tags"] = new JsonArray(api.Subject), ["summary"] = route.Summary };
        if (route.Description.Length > 0)
            operation["description"] = route.Description;
        var parameters = new JsonArray([.. route.PathWords.Select(PathParameter), .. route.Parameters.Select(Parameter)]);
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (route.Body is { } body)
        {
            var content = new JsonObject { ["application/json"] = Content(JsonNode.Parse(body.Schema)!, JsonNode.Parse(body.Example)) };
            if (body.Lines is { } lines)
                content["application/x-ndjson"] = Content(new JsonObject { ["type"] = "string", ["description"] = "One object a line." }, lines);
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = content };
        }

        operation["responses"] = Responses(route, schemas);
        operation["security"] = route.Scope == AccessScope.None ? []
            : new JsonArray(new JsonObject { ["key"] = new JsonArray(route.Scope.ToString().ToLowerInvariant()) });
        return operation;
    }

    private static JsonObject Responses(ApiRoute route, JsonObject schemas)
    {
        JsonNode schema = new JsonObject { ["type"] = "string" };
        if (route.Type is { } type)
        {
            schemas.TryAdd(type.Type.Name, Schemas.Of(type));
            schema = new JsonObject { ["$ref"] = $"#/components/schemas/{type.Type.Name}" };
        }

        var responses = new JsonObject
        {
            [$"{route.Status}"] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(route.Status),
                ["content"] = new JsonObject { [route.ContentType] = Content(schema, route.Type is null ? route.Example : JsonNode.Parse(route.Example)) },
            },
        };
        var problems = route.Scope == AccessScope.None ? [400, 429, 500] : Everywhere;
        foreach (var status in problems.Concat(route.Problems).Distinct().Order())
            responses[$"{status}"] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(status),
                ["content"] = new JsonObject { [ProblemAnswer.ContentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = ProblemReference } } },
            };
        return responses;
    }

    private static JsonObject Content(JsonNode schema, JsonNode? example) => new() { ["schema"] = schema, ["example"] = example };

    private static JsonObject PathParameter(KeyValuePair<string, IReadOnlyList<string>> word) => new()
    {
        ["name"] = word.Key, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = Words(word.Value) }, ["example"] = word.Value[0],
    };

    private static JsonObject Parameter(QueryParameter parameter)
    {
        var schema = parameter.Kind switch
        {
            QueryKind.Whole => new JsonObject { ["type"] = "integer", ["minimum"] = parameter.Minimum, ["maximum"] = parameter.Maximum },
            QueryKind.Flag => new JsonObject { ["type"] = "boolean" },
            QueryKind.Word => new JsonObject { ["type"] = "string", ["enum"] = Words(parameter.Words) },
            QueryKind.Levels => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 } },
            _ => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 256 },
        };
        var described = new JsonObject
        {
            ["name"] = parameter.Name, ["in"] = "query", ["required"] = parameter.Required, ["schema"] = schema,
            ["description"] = parameter.Default is null ? parameter.Description : $"{parameter.Description} Left out: {parameter.Default}.",
        };
        if (parameter.Kind == QueryKind.Levels)
            described["explode"] = false;
        if (parameter.Example is { } example)
            described["example"] = parameter.Kind switch
            {
                QueryKind.Whole or QueryKind.Flag => JsonNode.Parse(example),
                QueryKind.Levels => JsonNode.Parse($"[{example}]"),
                _ => example,
            };
        return described;
    }

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
