using Kirana.Data.Batches;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Operate.Vectors;

namespace Kirana.Tests.Platform.Recommend;

/// <summary>A shop in memory: two tastes, customers who come back, and an item of each kind.</summary>
internal sealed class TinyShop : IShop, IShopAnalysis, IModelRegistry, IRecordStore
{
    private readonly List<(ModelVersion Version, byte[] File)> _versions = [];
    private readonly List<int> _current = [];

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<(string User, string Item, int Day)> Purchases { get; } = [];

    public List<(string User, string Item, int Day)> Views { get; } = [];

    public List<(string User, string Item, int Day)> Likes { get; } = [];

    public List<(string User, string Item, int Day, Opinion Said)> Sayings { get; } = [];

    public List<UserContext> Contexts { get; } = [];

    public List<CatalogueItem> Goods { get; } = [];

    public ShopSettings Settings { get; private set; } = new();

    public IRecordStore Records => this;

    public IShopAnalysis Analysis => this;

    public IModelRegistry Registry => this;

    public IAccessKeys Access => throw new NotSupportedException();

    public MemoryRules Rules { get; } = new();

    IRuleVersions IShop.Rules => Rules;

    public MemoryVectors Vectors { get; } = new();

    IVectorSets IShop.Vectors => Vectors;

    public ShopVersion Version() => default;

    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends) => throw new NotSupportedException();

    public long Erase(string user) => throw new NotSupportedException();

    /// <summary>Customers 0 … 39 buy tea or tools, one new item every five days of a hundred, each on another day.</summary>
    public static TinyShop Filled()
    {
        var shop = new TinyShop();
        for (var item = 0; item < 15; item++)
        {
            shop.Goods.Add(new CatalogueItem($"tea{item}", "product", $"Tea number {item}", "drinks", 3));
            shop.Goods.Add(new CatalogueItem($"tool{item}", "product", $"Tool number {item}", "tools", 9));
        }

        shop.Goods.Add(new CatalogueItem("POST", "fee", "Postage", "", null));
        shop.Goods.Add(new CatalogueItem("unsold", "product", "A thing nobody bought", "", 1));
        for (var user = 0; user < 40; user++)
            for (var visit = 0; visit < 12; visit++)
                shop.Purchases.Add(($"customer{user}", (user % 2 == 0 ? "tea" : "tool") + $"{(user / 2 + visit * (1 + user % 3)) % 15}", visit * 8 + user % 5));
        return shop;
    }

    public Interactions Interactions(InteractionQuery query)
    {
        var builder = new InteractionsBuilder();
        foreach (var (kind, events) in new[] { ("purchase", Purchases), ("view", Views), ("rating", Likes) })
            if (query.Weights.TryGetValue(kind, out var weight))
                foreach (var (user, item, day) in events)
                    builder.Add(user, item, weight, (Start.AddDays(day) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return builder.Build();
    }

    public Interactions Opinions(DateTimeOffset? since = null)
    {
        var builder = new InteractionsBuilder();
        foreach (var (user, item, day, said) in Sayings)
            builder.Add(user, item, said.Code, (Start.AddDays(day) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return builder.Build();
    }

    public IReadOnlyList<CatalogueItem> Catalogue() => Goods;

    public IReadOnlyList<UserContext> UserContexts() => Contexts;

    public Interactions ItemLog(IReadOnlyList<string> kinds)
    {
        var log = new InteractionsBuilder(new IdMap(kinds));
        foreach (var (kind, events) in new[] { ("purchase", Purchases), ("view", Views) })
            if (log.Users.TryGetIndex(kind, out var row))
                foreach (var (_, item, day) in events)
                    log.Add(row, log.Items.GetOrAdd(item), 1, (Start.AddDays(day) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return log.Build();
    }

    public ShopContents Contents(InteractionQuery histories) => new(0, Interactions(histories), Catalogue(),
        [.. Purchases.CountBy(purchase => purchase.User, StringComparer.Ordinal).Select(user => new UserActivity(user.Key, user.Value)).OrderByDescending(user => user.Events)])
    {
        Looks = Interactions(new InteractionQuery { Weights = ShopContents.LookStages }), Opinions = Opinions(),
    };

    public ModelVersion Publish(ModelVersion draft, ModelWriter model)
    {
        var file = model.ToArray();
        var version = draft with { Number = _versions.Count + 1, FileBytes = file.Length };
        _versions.Add((version, file));
        return version;
    }

    public IReadOnlyList<ModelVersion> List(string area) => [.. _versions.Select(entry => entry.Version).Reverse()];

    public ModelVersion? Current(string area) => _current.Count == 0 ? null : _versions[_current[^1] - 1].Version;

    public ModelVersion Promote(string area, int number)
    {
        _current.Add(number);
        return _versions[number - 1].Version;
    }

    public ModelReader Open(ModelVersion version) => ModelReader.Parse(_versions[version.Number - 1].File, "model");

    public string DataHash() => $"{Purchases.Count:x}";

    public void Save(ShopSettings settings) => Settings = settings;

    public void Dispose()
    {
    }

    ModelVersion IModelRegistry.Rollback(string area) => throw new NotSupportedException();

    IReadOnlyList<TimeSeries> IShopAnalysis.Demand(DemandQuery query) => throw new NotSupportedException();

    IReadOnlyList<UserEvent> IShopAnalysis.UserEvents(string user, int limit) => throw new NotSupportedException();

    ShopOverview IShopAnalysis.Overview() => throw new NotSupportedException();

    ReversalReport IShopAnalysis.Reversals() => throw new NotSupportedException();

    IRecordImport IRecordStore.BeginImport(RecordKind kind, string source, string file) => throw new NotSupportedException();

    IBatchReader<RecordBatch> IRecordStore.Read(RecordKind kind) => throw new NotSupportedException();

    long IRecordStore.Count(RecordKind kind) => throw new NotSupportedException();

    long IRecordStore.Seal() => throw new NotSupportedException();

    IReadOnlyList<QuarantinedLine> IRecordStore.Quarantine(int limit) => throw new NotSupportedException();

    IReadOnlyList<ImportReceipt> IRecordStore.Imports() => throw new NotSupportedException();
}
