using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Serving;
using Kirana.Server.Api.Problems;
using Kirana.Server.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Kirana.Server.Api;

/// <summary>The shop as routes ask it. It is opened behind the server's start, so that a server listens at once; who asks before it is open waits.</summary>
/// <param name="shop">The shop.</param>
/// <param name="services">Where the served shop comes from.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class ServedShop(IShop shop, IServiceProvider services, ServerMetrics metrics)
{
    /// <summary>The shop itself.</summary>
    public IShop Shop => shop;

    /// <summary>What is measured.</summary>
    public ServerMetrics Metrics => metrics;

    /// <summary>The shop as it is served.</summary>
    /// <exception cref="ProblemException">It cannot be opened at the moment.</exception>
    public ShopServing Serving => field ??= Open<ShopServing>();

    /// <summary>Where records are taken in.</summary>
    /// <exception cref="ProblemException">The shop cannot be opened at the moment.</exception>
    public Intake Intake => field ??= Open<Intake>();

    /// <summary>The last fault of the shop's disk.</summary>
    public DiskHealth Disk { get; } = new();

    private T Open<T>() where T : notnull
    {
        try
        {
            return services.GetRequiredService<T>();
        }
        catch (Exception cause)
        {
            throw new ProblemException(new Problem(503, "shop-not-open", "The shop cannot be opened at the moment.", "`kirana check` on the server tells more.") { RetryAfter = 2 }, cause);
        }
    }
}
