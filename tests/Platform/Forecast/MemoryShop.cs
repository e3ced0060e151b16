using Kirana.Data.Batches;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Platform.Forecast;

/// <summary>A shop in memory that knows demand and models, and nothing else.</summary>
internal sealed class MemoryShop : IShop, IRecordStore, IShopAnalysis, IModelRegistry
{
    private readonly Dictionary<(string Item, string Location), double[]> _sales = [];
    private readonly List<ModelVersion> _versions = [];
    private readonly Dictionary<int, byte[]> _files = [];
    private int? _current;

    public string Hash { get; set; } = "abc";

    /// <summary>The first day; a Monday.</summary>
    public DateOnly First { get; init; } = new(2024, 1, 1);

    /// <summary>The market whose holidays count.</summary>
    public string? Market { get; init; }

    /// <summary>What is known beside sales.</summary>
    public DemandConditions Known { get; set; } = DemandConditions.None;

    public byte[] FileOf(ModelVersion version) => _files[version.Number];

    /// <summary>Sets daily sales from a day after the first on.</summary>
    public void Sell(string item, string location, params double[] units) => _sales[(item, location)] = units;

    public IReadOnlyList<TimeSeries> Demand(DemandQuery query)
    {
        var days = _sales.Count == 0 ? 0 : _sales.Values.Max(units => units.Length);
        if (query.Until is { } until && until < First.AddDays(days / 7 * 7))
            throw new NotSupportedException("This shop is asked for all it knows.");
        return [.. _sales
            .Where(sale => Matches(query.Item, sale.Key.Item) && Matches(query.Location, sale.Key.Location))
            .GroupBy(sale => query.Level switch
            {
                DemandLevel.Item => sale.Key.Item,
                DemandLevel.Location => sale.Key.Location,
                DemandLevel.ItemLocation => $"{sale.Key.Item}|{sale.Key.Location}",
                DemandLevel.Category => sale.Key.Item[..1],
                _ => "total",
            }, sale => sale.Value, StringComparer.Ordinal)
            .Select(group => Series(group.Key, query.Step, [.. group], days))];
    }

    private static bool Matches(string? wanted, string found) => wanted is null || string.Equals(wanted, found, StringComparison.Ordinal);

    private TimeSeries Series(string key, Step step, double[][] parts, int days)
    {
        var sums = new double[days];
        foreach (var part in parts)
            for (var t = 0; t < part.Length; t++)
                sums[days - part.Length + t] += part[t];
        var start = Math.Max(0, Array.FindIndex(sums, value => value != 0));
        if (step == Step.Day)
            return new TimeSeries(key, TimeAxis.Days(First.AddDays(start)), sums.AsSpan(start));
        var weeks = sums.Chunk(7).Where(week => week.Length == 7).Select(week => week.Sum()).ToArray();
        return new TimeSeries(key, TimeAxis.Weeks(First.AddDays(start / 7 * 7)), weeks.AsSpan(start / 7));
    }

    public DemandConditions Conditions() => Known;

    public ModelVersion Publish(ModelVersion draft, ModelWriter model)
    {
        var bytes = model.ToArray();
        var version = draft with { Number = _versions.Count + 1, FileBytes = bytes.Length };
        _files[version.Number] = bytes;
        _versions.Add(version);
        return version;
    }

    public IReadOnlyList<ModelVersion> List(string area) => [.. _versions.AsEnumerable().Reverse()];

    public ModelVersion? Current(string area) => _current is { } number ? _versions[number - 1] : null;

    public ModelVersion Promote(string area, int number)
    {
        _current = number;
        return _versions[number - 1];
    }

    public ModelVersion Rollback(string area) => throw new NotSupportedException();

    public ModelReader Open(ModelVersion version) => ModelReader.Parse(_files[version.Number], $"version {version.Number}");

    public ShopSettings Settings => new() { Market = Market };

    public IRecordStore Records => this;

    public IShopAnalysis Analysis => this;

    public IModelRegistry Registry => this;

    public IAccessKeys Access => throw new NotSupportedException();

    public ShopVersion Version() => default;

    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends) => throw new NotSupportedException();

    public long Erase(string user) => throw new NotSupportedException();

    public string DataHash() => Hash;

    public void Save(ShopSettings settings) => throw new NotSupportedException();

    public IRecordImport BeginImport(RecordKind kind, string source, string file) => throw new NotSupportedException();

    public IBatchReader<RecordBatch> Read(RecordKind kind) => throw new NotSupportedException();

    public long Count(RecordKind kind) => throw new NotSupportedException();

    public long Seal() => throw new NotSupportedException();

    public IReadOnlyList<QuarantinedLine> Quarantine(int limit) => throw new NotSupportedException();

    public IReadOnlyList<ImportReceipt> Imports() => throw new NotSupportedException();

    public IReadOnlyList<CatalogueItem> Catalogue() =>
        [.. _sales.Keys.Select(sale => sale.Item).Distinct(StringComparer.Ordinal).Select(item => new CatalogueItem(item, "product", item, item[..1], 10 + item.Length))];

    public Interactions Interactions(InteractionQuery query) => throw new NotSupportedException();

    public ShopContents Contents(InteractionQuery histories) => throw new NotSupportedException();

    public IReadOnlyList<UserEvent> UserEvents(string user, int limit) => throw new NotSupportedException();

    public ShopOverview Overview() => throw new NotSupportedException();

    public ReversalReport Reversals() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
