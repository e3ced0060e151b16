using MudBlazor;

namespace Kirana.Server.Dashboard.Layout;

/// <summary>A page of the dashboard as the navigation shows it.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Address">Its address, relative to the base.</param>
/// <param name="Icon">Its icon.</param>
internal sealed record PageLink(string Text, string Address, string Icon)
{
    /// <summary>All pages, in order.</summary>
    public static IReadOnlyList<PageLink> All { get; } =
    [
        new("Overview", "", Icons.Material.Outlined.SpaceDashboard),
        new("Recommend", "recommendations", Icons.Material.Outlined.AutoAwesome),
        new("Rules", "rules", Icons.Material.Outlined.Rule),
        new("Forecasts", "forecasts", Icons.Material.Outlined.ShowChart),
        new("Models", "models", Icons.Material.Outlined.Layers),
        new("Data", "data", Icons.Material.Outlined.TableRows),
        new("Health", "health-page", Icons.Material.Outlined.MonitorHeart),
    ];
}
