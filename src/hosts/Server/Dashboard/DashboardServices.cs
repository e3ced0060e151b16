using Kirana.Server.Dashboard.Parts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Kirana.Server.Dashboard;

/// <summary>What the dashboard's pages need, beside what serves the shop.</summary>
internal static class DashboardServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The application's services, which hold the shop as it is served.</param>
    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddRazorComponents()
            // An answer of the browser that was lost with the connection is waited for by lists that want to open: not for the usual minute.
            .AddInteractiveServerComponents(circuit => circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(5))
            // Rules of 60,000 letters of any script, as the editor takes them, come in one message.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 << 10);
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.VisibleStateDuration = 6000;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Answers>();
        return services;
    }
}
