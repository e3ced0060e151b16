using System.ComponentModel;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Server.Api.Answers;

/// <summary>The shop in figures.</summary>
/// <param name="Shop">Its name.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="Figures">The figures.</param>
internal sealed record OverviewAnswer(
    string Shop, string Currency, string TimeZone,
    [property: Description("Totals, months and top items; money is net of returns.")] ShopOverview Figures)
{
    /// <summary>The figures of a shop.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="figures">Its figures.</param>
    public static OverviewAnswer Of(ShopSettings settings, ShopOverview figures) => new(settings.Name, settings.Currency, settings.TimeZone, figures);
}
