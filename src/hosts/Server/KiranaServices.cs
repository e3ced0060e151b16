using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Serving;
using Kirana.Server.Api;
using Kirana.Server.Dashboard;
using Kirana.Server.Hosting;
using Kirana.Server.Metrics;
using Kirana.Server.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Kirana.Server;

/// <summary>Puts a shop into an ASP.NET Core application.</summary>
public static class KiranaServices
{
    /// <summary>Adds a shop as it is served: <see cref="ShopServing"/> and <see cref="Intake"/> as
    /// singletons to inject anywhere, kept fresh in the background, and what <c>MapKirana</c> needs.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="shop">The shop, opened by the caller and disposed by the caller after the application has stopped.</param>
    /// <param name="options">How it is served; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The application has a shop already.</exception>
    public static IServiceCollection AddKirana(this IServiceCollection services, IShop shop, KiranaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(shop);
        options ??= new KiranaOptions();
        return services.AddServed(shop, options, () => ShopServing.Open(shop, options.Clock));
    }

    /// <summary>Adds a shop that is opened for serving in another way.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How it is served.</param>
    /// <param name="open">Opens it for serving; called again while it fails.</param>
    internal static IServiceCollection AddServed(this IServiceCollection services, IShop shop, KiranaOptions options, Func<ShopServing> open)
    {
        options.Check();
        if (services.Any(service => service.ServiceType == typeof(ServedShop)))
            throw new InvalidOperationException("The application serves a shop already; AddKirana is called once.");
        services.AddRouting();
        services.AddSingleton(shop);
        services.AddSingleton(options);
        services.AddSingleton(_ => open());
        services.AddSingleton(provider => new Intake(provider.GetRequiredService<ShopServing>(), options.Clock));
        services.AddSingleton(_ => new ServerMetrics(options.Clock));
        services.AddSingleton(provider => new ServedShop(shop, provider, provider.GetRequiredService<ServerMetrics>()));
        services.AddSingleton(_ => new KeyRing(shop, options.Clock));
        services.AddSingleton(_ => new RateGate(options.RequestsPerSecond));
        services.AddSingleton<AccessGate>();
        services.AddSingleton<ApiPipeline>();
        services.AddSingleton<ApiTable>();
        services.AddSingleton<UnknownRoute>();
        services.AddHostedService<ServingWatch>();
        return services;
    }

    /// <summary>Adds what the dashboard's pages need; <c>AddKirana</c> is called too.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddKiranaDashboard(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        DashboardServices.Add(services);
        return services;
    }
}
