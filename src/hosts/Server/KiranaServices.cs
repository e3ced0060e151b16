using Kirana.Operate.Shops;
using Microsoft.Extensions.DependencyInjection;

namespace Kirana.Server;

/// <summary>Puts a shop into an ASP.NET Core application.</summary>
public static class KiranaServices
{
    /// <summary>Adds a shop as it is served: <see cref="Kirana.Pipelines.Serving.ShopServing"/> and <see cref="Kirana.Pipelines.Ingest.Intake"/> as
    /// singletons to inject anywhere, kept fresh in the background, and what <c>MapKirana</c> needs.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="shop">The shop, opened by the caller and disposed by the caller after the application has stopped.</param>
    /// <param name="options">How it is served; the defaults if <see langword="null"/>.</param>
    public static IServiceCollection AddKirana(this IServiceCollection services, IShop shop, KiranaOptions? options = null) =>
        throw new NotSupportedException();
}
