using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>Everything a shop's report tells. What is missing is left out of the report.</summary>
internal sealed record ShopStory
{
    /// <summary>The shop's settings.</summary>
    public required ShopSettings Settings { get; init; }

    /// <summary>Its finished imports, newest first.</summary>
    public required IReadOnlyList<ImportReceipt> Imports { get; init; }

    /// <summary>Lines set aside, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Quarantine { get; init; }

    /// <summary>Its records in figures.</summary>
    public required ShopOverview Overview { get; init; }

    /// <summary>How returns were matched.</summary>
    public required ReversalReport Reversals { get; init; }

    /// <summary>Its items by id.</summary>
    public required IReadOnlyDictionary<string, CatalogueItem> Items { get; init; }

    /// <summary>Weekly units of its best sellers, by item.</summary>
    public IReadOnlyDictionary<string, double[]> WeeklyUnits { get; init; } = new Dictionary<string, double[]>(StringComparer.Ordinal);

    /// <summary>The comparison of recommenders.</summary>
    public RecommendTrainingResult? Recommend { get; init; }

    /// <summary>Some customers and their lists.</summary>
    public IReadOnlyList<CustomerStory> Customers { get; init; } = [];

    /// <summary>The scores of the forecasts.</summary>
    public ForecastTrainingReport? Forecast { get; init; }

    /// <summary>Forecasts of some items over what then happened.</summary>
    public IReadOnlyList<HeldOutForecast> HeldOut { get; init; } = [];

    /// <summary>Where the records come from, for the last line; none where empty.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Made { get; init; }
}
