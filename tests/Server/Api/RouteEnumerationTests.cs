using Kirana.Operate.Access;
using Kirana.Server;
using Kirana.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Kirana.Tests.Server.Api;

/// <summary>No route is open by accident: each that exists is either listed here as public or refuses whoever has no key for it.</summary>
public sealed class RouteEnumerationTests(TrainedShop shops)
{
    private static readonly string[] Public = ["GET /health/live"];

    [Fact]
    public async Task Every_endpoint_is_declared_public_or_denied_without_a_key()
    {
        await using var server = await TestServer.Start(shops.Open(), new KiranaOptions { RequireKeys = true }, dashboard: true);
        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.True(endpoints.Length > 20);
        var open = new List<string>();
        foreach (var endpoint in endpoints)
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"])
            {
                var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : "recommend"));
                var answer = await server.Ask(new HttpMethod(method), path);
                if ((int)answer.Status is 401 or 403)
                    continue;
                open.Add($"{method} {path}");
            }

        Assert.Equal(Public, open.Distinct(StringComparer.Ordinal));
        (await server.Get("/no-such-page")).Problem(401, "no-key");
        (await server.Get("/v1/no-such-route")).Problem(401, "no-key");
    }

    [Fact]
    public async Task Every_route_asks_for_exactly_the_scope_it_declares()
    {
        var shop = shops.Open();
        var keys = new[] { AccessScope.Read, AccessScope.Write, AccessScope.Admin }.ToDictionary(scope => scope, scope => shop.Access.Make(scope.ToString(), scope).Secret);
        await using var server = await TestServer.Start(shop, new KiranaOptions { RequireKeys = true });
        foreach (var route in server.App.Services.GetRequiredService<ApiTable>().Routes)
            foreach (var (scope, secret) in keys)
            {
                var answer = await server.Ask(new HttpMethod(route.Method), route.Path.Replace("{area}", "shoes", StringComparison.Ordinal), key: secret);
                var allowed = route.Scope == AccessScope.None || scope == AccessScope.Admin || scope == route.Scope;
                Assert.True(allowed != (int)answer.Status is 401 or 403, $"{route.Name} answered {(int)answer.Status} to a key for {scope}.");
            }
    }

    [Fact]
    public void Reading_never_needs_more_than_read_and_changing_always_does()
    {
        using var shop = shops.Open();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddKirana(shop);
        using var services = builder.Services.BuildServiceProvider();
        foreach (var route in services.GetRequiredService<ApiTable>().Routes)
            if (route.Method is "GET")
                Assert.True(route.Scope is AccessScope.Read or AccessScope.None, route.Name);
            else if (route.Name is not "POST /v1/recommendations")
                Assert.True(route.Scope is AccessScope.Write or AccessScope.Admin, route.Name);
    }
}
