using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>Imports, the quarantine with its lines, and records by kind.</summary>
public sealed partial class Data : ComponentBase
{
    private const int MostImports = 25;
    private const int MostLines = 20_000;
    private const int LinesAtOnce = 20;

    private int _pages = 1;

    /// <summary>The reason whose lines are shown; all if missing.</summary>
    [SupplyParameterFromQuery]
    public string? Reason { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private Money Money => new(Settings.Currency);

    private TimeZoneInfo Zone => Say.Zone(Settings.TimeZone);

    private int Shown => _pages * LinesAtOnce;

    private IReadOnlyList<(string Kind, long Count)> Counts() => [.. RecordKinds.All.Select(kind => (kind.Name, Serving.Shop.Records.Count(kind)))];

    private IReadOnlyList<(string Text, string Link, bool Taken)> Reasons(IReadOnlyList<QuarantinedLine> lines) =>
    [
        ($"All {NumberText.Whole(lines.Count)}", "data", string.IsNullOrEmpty(Reason)),
        .. lines.GroupBy(line => line.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count())
            .Select(group => ($"{Say.Title(group.Key)} {NumberText.Whole(group.Count())}", Links.To("data", ("reason", group.Key)), string.Equals(group.Key, Reason, StringComparison.Ordinal))),
    ];
}
