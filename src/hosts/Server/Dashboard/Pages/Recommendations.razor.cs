using System.Globalization;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>What one customer would be shown: the list with reasons and scores beside the history it comes from. The address holds everything
/// that is shown, so it can be passed on.</summary>
public sealed partial class Recommendations : ComponentBase
{
    private const int UsualPlaces = 10;
    private const int Longest = 100;
    private const int HistoryLines = 30;

    /// <summary>The customer's id; nobody is chosen if missing.</summary>
    [SupplyParameterFromQuery]
    public string? User { get; set; }

    /// <summary>Places of the list, 1 to 100; 10 by default.</summary>
    [SupplyParameterFromQuery]
    public int? K { get; set; }

    /// <summary>Whether items the customer bought before may be listed.</summary>
    [SupplyParameterFromQuery]
    public bool Bought { get; set; }

    /// <summary>Whether each item tells how it came to its place.</summary>
    [SupplyParameterFromQuery]
    public bool How { get; set; }

    /// <summary>An item whose neighbours are shown; none if missing.</summary>
    [SupplyParameterFromQuery]
    public string? Item { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private Money Money => new(Settings.Currency);

    private TimeZoneInfo Zone => Say.Zone(Settings.TimeZone);

    private int Places => Math.Clamp(K ?? UsualPlaces, 1, Longest);

    private SearchMatch? Chosen => User is null ? null : new SearchMatch(User, "", 0);

    /// <inheritdoc/>
    protected override void OnParametersSet() => (User, Item) = (Given(User), Given(Item));

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string TitleOf(string item) =>
        Serving.FindItems(item, 20).FirstOrDefault(match => string.Equals(match.Id, item, StringComparison.Ordinal)) is { Title.Length: > 0 } known ? known.Title : item;

    private string Address(string? user = null, int? places = null, bool? bought = null, bool? how = null, string? item = null)
    {
        var k = places ?? Places;
        return Links.To("recommendations", ("user", user ?? User), ("k", k == UsualPlaces ? null : k.ToString(CultureInfo.InvariantCulture)),
            ("bought", bought ?? Bought ? "true" : null), ("how", how ?? How ? "true" : null), ("item", item ?? Item));
    }

    private void Go(string? user, int? places = null, bool? bought = null, bool? how = null) =>
        Navigation.NavigateTo(Address(user, places, bought, how, string.Equals(user, User, StringComparison.Ordinal) ? null : ""));
}
