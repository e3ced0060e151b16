using Kirana.Data.Series;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast;

/// <summary>One of the sets of series a shop's model is made of.</summary>
/// <param name="Level">Item, or item and location.</param>
/// <param name="Step">Days or weeks.</param>
public readonly record struct ForecastScope(DemandLevel Level, Step Step)
{
    /// <summary>Every scope a shop is trained on.</summary>
    public static IReadOnlyList<ForecastScope> All { get; } =
    [
        new(DemandLevel.Item, Step.Day), new(DemandLevel.Item, Step.Week),
        new(DemandLevel.ItemLocation, Step.Day), new(DemandLevel.ItemLocation, Step.Week),
    ];

    /// <summary>The scope's name in model files and metrics: <c>item-day</c>, <c>item-week</c>, <c>item-location-day</c>, <c>item-location-week</c>.</summary>
    public string Name => $"{(Level == DemandLevel.Item ? "item" : "item-location")}-{(Step == Step.Week ? "week" : "day")}";

    /// <summary>The demand of the scope.</summary>
    internal IReadOnlyList<TimeSeries> Read(IShopAnalysis analysis) => analysis.Demand(new DemandQuery { Level = Level, Step = Step });
}
