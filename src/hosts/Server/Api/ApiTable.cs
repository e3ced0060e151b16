using Kirana.Server.Api.Bodies;
using Kirana.Server.Api.OpenApi;

namespace Kirana.Server.Api;

/// <summary>All routes of the HTTP interface.</summary>
internal sealed class ApiTable
{
    /// <summary>Builds the routes of a shop.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How it is served.</param>
    public ApiTable(ServedShop shop, KiranaOptions options)
    {
        var bodies = new BodyReader(options);
        IApi[] apis =
        [
            new RecommendationsApi(shop, bodies, options), new ForecastsApi(shop), new RecordsApi(shop, bodies, options),
            new ShopApi(shop, new OverviewCache(shop, options)), new ModelsApi(shop), new RulesApi(shop, bodies, options), new HealthApi(shop, options),
        ];
        Routes = [.. apis.Append(new OpenApiRoute(apis)).SelectMany(api => api.Routes)];
    }

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }
}
