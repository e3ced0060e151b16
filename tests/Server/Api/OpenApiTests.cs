using System.Text;
using System.Text.Json;
using Kirana.Server;
using Kirana.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Kirana.Tests.Server.Api;

/// <summary>The document says what the server does: every route, every example, every answer.</summary>
public sealed class OpenApiTests(TrainedShop shops) : IAsyncLifetime
{
    private TestServer _server = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start(shops.Open());
        _document = (await _server.Get("/openapi/v1.json")).Good().Json;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_document_is_valid()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(_document.GetRawText()));
        var read = await OpenApiDocument.LoadAsync(stream, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal("3.1.1", _document.GetProperty("openapi").GetString());
        var operations = Operations().Select(operation => operation.Value.GetProperty("operationId").GetString()).ToArray();
        Assert.Equal(operations.Length, operations.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_route_is_documented_and_every_documented_one_exists()
    {
        var mapped = _server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiRoute>() is not null)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), Operations().Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_example_of_a_body_matches_its_schema() => Assert.All(Operations(), operation =>
    {
        if (operation.Value.TryGetProperty("requestBody", out var body))
            Matches(body.GetProperty("content").GetProperty("application/json"), body.GetProperty("content").GetProperty("application/json").GetProperty("example"));
    });

    [Fact]
    public void Every_example_of_an_answer_matches_its_schema() => Assert.All(Operations(), operation =>
    {
        foreach (var content in Good(operation.Value).GetProperty("content").EnumerateObject())
            Matches(content.Value, content.Value.GetProperty("example"));
    });

    [Fact]
    public async Task Every_documented_request_is_answered_as_documented()
    {
        // Deleting and rolling back come last, and a rollback needs two promotions before it.
        await _server.Ask(HttpMethod.Post, "/v1/models/recommend/promote?number=1");
        foreach (var operation in Operations().OrderBy(operation => operation.Method is "delete").ThenBy(operation => operation.Path.EndsWith("rollback", StringComparison.Ordinal)))
        {
            var contents = operation.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().Select(content => (string?)content.Name).ToArray() : [null];
            foreach (var type in contents)
            {
                using var content = type is null ? null : TestServer.Content(Text(body.GetProperty("content").GetProperty(type).GetProperty("example")), type);
                var answer = await _server.Ask(new HttpMethod(operation.Method.ToUpperInvariant()), Address(operation), content);
                // This shop has but one version, so there is nothing to roll back to: its answer is a documented problem.
                Assert.True(operation.Value.GetProperty("responses").TryGetProperty($"{(int)answer.Status}", out var documented), $"{operation.Method} {operation.Path}: {answer.Text}");
                if (!operation.Path.EndsWith("rollback", StringComparison.Ordinal))
                    Assert.True((int)answer.Status is 200 or 202, $"{operation.Method} {Address(operation)}: {answer.Text}");
                var shape = documented.GetProperty("content").GetProperty(answer.Type);
                if (answer.Json.ValueKind != JsonValueKind.Undefined && operation.Path is not "/openapi/v1.json")
                    Matches(shape, answer.Json);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/v1/recommendations", 400)]
    [InlineData("GET", "/v1/similar?item=nothing", 404)]
    [InlineData("POST", "/v1/events", 415)]
    [InlineData("POST", "/v1/models/forecast/promote?number=77", 404)]
    public async Task Problems_are_answered_as_documented(string method, string path, int status)
    {
        var answer = (await _server.Ask(new HttpMethod(method), path)).Problem(status);
        Assert.Empty(new JsonSchema(_document).Check(_document.GetProperty("components").GetProperty("schemas").GetProperty("Problem"), answer.Json));
    }

    [Fact]
    public async Task Below_a_prefix_the_document_says_so_and_paths_work()
    {
        using var shop = shops.Open();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddKirana(shop);
        await using var app = builder.Build();
        app.MapGroup("/shop").MapKirana();
        app.MapGet("/", () => "another application");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var document = JsonDocument.Parse(await client.GetStringAsync("/shop/openapi/v1.json"));
        Assert.Equal("/shop", document.RootElement.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.Contains("85123A", await client.GetStringAsync("/shop/v1/similar?item=85123A"));
        Assert.Equal("another application", await client.GetStringAsync("/"));
        Assert.Equal(405, (int)(await client.PutAsync("/shop/v1/events", null)).StatusCode);
        await app.StopAsync();
    }

    private IEnumerable<(string Path, string Method, JsonElement Value)> Operations() =>
        _document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)));

    private static string Address((string Path, string Method, JsonElement Value) operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        if (operation.Value.TryGetProperty("parameters", out var parameters))
            foreach (var parameter in parameters.EnumerateArray())
                if (parameter.TryGetProperty("example", out var example))
                {
                    var value = Uri.EscapeDataString(example.ValueKind == JsonValueKind.Array ? string.Join(',', example.EnumerateArray()) : Text(example));
                    if (parameter.GetProperty("in").GetString() is "path")
                        path = path.Replace($"{{{parameter.GetProperty("name")}}}", value, StringComparison.Ordinal);
                    else
                        query.Add($"{parameter.GetProperty("name")}={value}");
                }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static JsonElement Good(JsonElement operation) =>
        operation.GetProperty("responses").EnumerateObject().First(response => response.Name[0] == '2').Value;

    private static string Text(JsonElement example) => example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();

    private void Matches(JsonElement content, JsonElement value) => Assert.Empty(new JsonSchema(_document).Check(content.GetProperty("schema"), value));
}
