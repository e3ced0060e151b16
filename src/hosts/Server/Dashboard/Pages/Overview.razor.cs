using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pictures.Charts;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>The shop at a glance: money, units and orders over time, what sells, how good and how fresh the data is, what is degraded.</summary>
public sealed partial class Overview : ComponentBase
{
    /// <summary>What the chart shows: <c>revenue</c> (default), <c>units</c> or <c>orders</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>The version of the shop that is shown.</summary>
    [CascadingParameter]
    public ShopVersion Version { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private Money Money => new(Settings.Currency);

    private TimeZoneInfo Zone => Say.Zone(Settings.TimeZone);

    private DateTimeOffset Now => Clock.GetUtcNow();

    private string Lead => $"What {Settings.Name} sold and how good its data is. Amounts in {Settings.Currency}, days in {Settings.TimeZone}.";

    private (string Key, string Title, string Note) Series => Show switch
    {
        "units" => ("units", "Units", "Products bought less those returned"),
        "orders" => ("orders", "Orders", "Orders with at least one purchase"),
        _ => ("revenue", "Revenue", $"{Settings.Currency}, purchases less returns"),
    };

    private IReadOnlyList<(string Text, string Link, bool Taken)> Choices =>
        [.. new[] { "revenue", "units", "orders" }.Select(key => (Say.Title(key), Links.To("", ("show", key)), string.Equals(key, Series.Key, StringComparison.Ordinal)))];

    private Chart OverTime(ShopOverview shop)
    {
        var (key, title, note) = Series;
        return new Chart
        {
            Title = $"{title} by month",
            Subtitle = note,
            X = Axis.Of([.. shop.Months.Select(month => month.Month.ToString("MMM yyyy", System.Globalization.CultureInfo.InvariantCulture))]),
            Y = new Axis { Prefix = key is "revenue" ? Money.Prefix : "" },
            Marks = [new BarMark(title, [.. shop.Months.Select(month => key switch { "units" => (double)month.Units, "orders" => month.Orders, _ => (double)month.Revenue })]) { Hue = Hue.Blue }],
        };
    }

    private static IEnumerable<(string Reason, long Count)> Reasons(IReadOnlyList<ImportReceipt> imports) =>
        imports.SelectMany(import => import.Report.Quarantined).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(pair => pair.Value))).OrderByDescending(pair => pair.Item2);

    private string Age(ModelVersion? version) => version is null ? "none yet" : $"version {version.Number}, {Say.Ago(version.Created, Now)}";
}
