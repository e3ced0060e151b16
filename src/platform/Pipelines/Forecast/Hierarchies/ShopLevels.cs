using Kirana.Data.Series;
using Kirana.Forecast.Hierarchy;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>What the series of a level add up to: the total; of items their categories; of items by location also locations and items.</summary>
internal sealed class ShopLevels
{
    /// <summary>The name of the level of items.</summary>
    public const string Item = "item";

    private const string Total = "total";

    // A group's name is never empty; an item may have no category.
    private const string None = "(none)";

    private static readonly Dictionary<DemandLevel, string> Names = new()
    {
        [DemandLevel.Total] = Total, [DemandLevel.Category] = "category", [DemandLevel.Location] = "location", [DemandLevel.Item] = Item,
        [DemandLevel.ItemLocation] = "item-location",
    };

    private readonly DemandLevel _bottom;
    private readonly string[] _keys;

    /// <summary>Finds the sums.</summary>
    /// <param name="bottom">The finest level.</param>
    /// <param name="keys">Its series.</param>
    /// <param name="category">The category of an item; empty if none is known.</param>
    public ShopLevels(DemandLevel bottom, IReadOnlyList<string> keys, Func<string, string> category)
    {
        (_bottom, _keys) = (bottom, [.. keys]);
        var columns = new List<GroupColumn>();
        var items = bottom == DemandLevel.ItemLocation ? [.. keys.Select(key => key[..key.IndexOf('|', StringComparison.Ordinal)])] : keys;
        if (bottom is DemandLevel.Item or DemandLevel.ItemLocation)
            columns.Add(new GroupColumn(Names[DemandLevel.Category], [.. items.Select(item => category(item) is { Length: > 0 } path ? path : None)]));
        if (bottom == DemandLevel.ItemLocation)
        {
            columns.Add(new GroupColumn(Names[DemandLevel.Location], [.. keys.Zip(items, (key, item) => key.Length > item.Length + 1 ? key[(item.Length + 1)..] : None)]));
            columns.Add(new GroupColumn(Names[DemandLevel.Item], items));
        }

        // One category for all says no more than the total.
        columns.RemoveAll(column => column.Values.Distinct(StringComparer.Ordinal).Count() == 1 && keys.Count > 1);
        Hierarchy = SeriesHierarchy.FromGroups(
            [.. keys.Select(key => $"{Names[bottom]}:{key}")], columns, bottom == DemandLevel.Total ? [] : [[], .. columns.Select(column => (IReadOnlyList<string>)[column.Name])]);
    }

    /// <summary>Which series add up to which; the bottom in the order given.</summary>
    public SeriesHierarchy Hierarchy { get; }

    /// <summary>The level of a series and the key it has there.</summary>
    public (string Level, string Key) NameOf(int series)
    {
        if (series >= Hierarchy.AggregateCount)
            return (Names[_bottom], _keys[series - Hierarchy.AggregateCount]);
        var level = Hierarchy.Levels[Hierarchy.LevelOf(series)];
        var key = Hierarchy.KeyOf(series);
        var own = key.StartsWith(level + "=", StringComparison.Ordinal) ? key[(level.Length + 1)..] : key;
        return (level, string.Equals(own, None, StringComparison.Ordinal) ? "" : own);
    }

    /// <summary>The sums of series that end together, each from the first of its parts on.</summary>
    /// <param name="bottom">The series of the bottom, in its order; <see langword="null"/> for one that sold nothing.</param>
    /// <param name="end">The first step after all of them.</param>
    public IReadOnlyList<TimeSeries> Sums(IReadOnlyList<TimeSeries?> bottom, TimeAxis end)
    {
        var values = new double[Hierarchy.AggregateCount][];
        for (var i = Hierarchy.Count - 1; i >= 0; i--)
        {
            var own = i >= Hierarchy.AggregateCount ? bottom[i - Hierarchy.AggregateCount] is { } one ? one.Values : [] : values[i] ??= [];
            foreach (var parent in Hierarchy.ParentsOf(i))
            {
                ref var sum = ref values[parent];
                sum ??= [];
                if (sum.Length < own.Length)
                    sum = [.. new double[own.Length - sum.Length], .. sum];
                for (var t = 0; t < own.Length; t++)
                    sum[sum.Length - own.Length + t] += double.IsFinite(own[t]) ? own[t] : 0;
            }
        }

        return [.. values.Select((sum, i) => new TimeSeries(Hierarchy.KeyOf(i), end.Shift(-(sum?.Length ?? 0)), sum ?? []))];
    }
}
