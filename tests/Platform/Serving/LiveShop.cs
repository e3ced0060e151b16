using Kirana.Data.Batches;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>A shop in memory that takes appends, whoever makes them, and answers as of the version it names.</summary>
internal sealed class LiveShop : IShop, IShopAnalysis, IRecordStore
{
    private static readonly RecordKind Events = RecordKinds.Events;
    private static readonly Lazy<TinyShop> Trained = new(() =>
    {
        var shop = TinyShop.Filled();
        RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        return shop;
    });

    private static readonly Lazy<ModelVersion> RankedVersion = new(() =>
    {
        var shop = Trained.Value;
        var bought = shop.Interactions(new InteractionQuery());
        var model = new RankedSources { Sources = [new RecencyPopular(), new ItemNeighbors()] }.Fit(bought, FitContext.Default);
        return shop.Publish(shop.Current("recommend")! with { Kind = model.Kind }, new ShopRecommender(model, new Popular().Fit(bought, FitContext.Default)).Write("{}", "0"));
    });

    private readonly Lock _lock = new();
    private readonly List<Stored> _events = [];
    private readonly HashSet<UInt128> _keys = [];
    private long _version;

    public sealed record Stored(string? User, string? Item, long Time, string Kind, long? Quantity, long Rating = RecordBatch.Missing);

    /// <summary>The tiny shop with a trained recommender.</summary>
    public static LiveShop Filled()
    {
        var shop = new LiveShop { Models = 1 };
        shop.Goods.AddRange(Trained.Value.Goods);
        foreach (var (user, item, day) in Trained.Value.Purchases)
            shop._events.Add(new Stored(user, item, Micros(TinyShop.Start.AddDays(day)), "purchase", null));
        return shop;
    }

    /// <summary>The same shop with ranked sources.</summary>
    public static LiveShop Ranked()
    {
        var shop = Filled();
        shop.Serves = RankedVersion.Value;
        return shop;
    }

    public List<CatalogueItem> Goods { get; } = [];

    public long Models { get; set; }

    public int Readings { get; private set; }

    /// <summary>Runs after the state was read and before the answer is given.</summary>
    public Action? AfterReading { get; set; }

    /// <summary>Runs before records are added; may throw.</summary>
    public Action<IReadOnlyList<RecordAppend>>? BeforeAppend { get; set; }

    public Exception? Broken { get; set; }

    public ModelVersion? Serves { get; set; } = Trained.Value.Current("recommend");

    public IReadOnlyList<QuarantinedLine> SetAside { get; private set; } = [];

    public ShopSettings Settings { get; private set; } = new() { Items = new ItemRules { Fees = ["POST"] } };

    public IRecordStore Records => this;

    public IShopAnalysis Analysis => this;

    public IModelRegistry Registry => new OwnRegistry(this);

    public IAccessKeys Access => throw new NotSupportedException();

    /// <summary>What lists showed of late.</summary>
    public Exposures Shown { get; set; } = Exposures.None;

    public IRuleVersions Rules => field ??= new MemoryRules(() => Models++);

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public ShopVersion Version()
    {
        if (Broken is not null)
            throw Broken;
        lock (_lock)
            return new ShopVersion(_version, Models, 0);
    }

    public Stored[] Snapshot()
    {
        lock (_lock)
            return [.. _events];
    }

    /// <summary>What another process adds.</summary>
    public void Elsewhere(string user, string item)
    {
        lock (_lock)
        {
            _events.Add(new Stored(user, item, Micros(TinyShop.Start.AddDays(200)), "purchase", null));
            _version++;
        }
    }

    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends)
    {
        BeforeAppend?.Invoke(appends);
        lock (_lock)
        {
            var added = new List<IReadOnlyList<int>>();
            foreach (var (batch, _, rejected) in appends)
            {
                var rows = new List<int>();
                for (var row = 0; row < batch.Count; row++)
                    if (_keys.Add(batch.Keys[row]))
                    {
                        rows.Add(row);
                        if (ReferenceEquals(batch.Kind, Events))
                            _events.Add(new Stored(
                                batch.Texts(Events.IndexOf("user"))[row], batch.Texts(Events.IndexOf("item"))[row], batch.Numbers(Events.IndexOf("time"))[row],
                                batch.Texts(Events.IndexOf("kind"))[row]!, batch.Numbers(Events.IndexOf("quantity"))[row],
                                batch.Numbers(Events.IndexOf("rating"))[row]));
                    }

                added.Add(rows);
                SetAside = [.. SetAside, .. rejected];
            }

            var before = _version;
            if (appends.Any(append => append.Rejected.Count > 0) || added.Any(rows => rows.Count > 0))
                _version++;
            return new AppendReceipt(before, _version, added);
        }
    }

    public long Erase(string user)
    {
        lock (_lock)
        {
            var erased = _events.RemoveAll(one => string.Equals(one.User, user, StringComparison.Ordinal));
            _version += erased > 0 ? 1 : 0;
            return erased;
        }
    }

    public Interactions Interactions(InteractionQuery query) => Contents(query).Histories;

    public IReadOnlyList<CatalogueItem> Catalogue() => Goods;

    public ShopContents Contents(InteractionQuery histories)
    {
        Readings++;
        Stored[] events;
        long version;
        lock (_lock)
            (events, version) = ([.. _events], _version);
        AfterReading?.Invoke();
        return new ShopContents(version, Weighted(histories.Weights), Goods, [.. events.Where(one => one.User is not null)
            .CountBy(one => one.User!, StringComparer.Ordinal).Select(user => new UserActivity(user.Key, user.Value)).OrderByDescending(user => user.Events)]) 
        {
            Looks = Weighted(ShopContents.LookStages), Opinions = Opinions(),
        };

        Interactions Opinions()
        {
            var builder = new InteractionsBuilder();
            foreach (var one in events)
                if (one is { User: { } user, Item: { } item } && (one.Kind is "wishlist" || one.Rating != RecordBatch.Missing))
                    builder.Add(user, item, one.Kind is "wishlist" ? 4 : one.Rating / 20_000f + 0.5f, one.Time);
            return builder.Build();
        }

        Interactions Weighted(IReadOnlyDictionary<string, float> weights)
        {
            var builder = new InteractionsBuilder();
            foreach (var one in events)
                if (one is { User: { } user, Item: { } item } && weights.TryGetValue(one.Kind, out var weight))
                    builder.Add(user, item, weight, one.Time);
            return builder.Build();
        }
    }

    public IReadOnlyList<UserEvent> UserEvents(string user, int limit) => [.. Snapshot().Where(one => string.Equals(one.User, user, StringComparison.Ordinal))
        .OrderByDescending(one => one.Time).Take(limit)
        .Select(one => new UserEvent(DateTimeOffset.UnixEpoch.AddMicroseconds(one.Time), one.Kind, one.Item ?? "", null, null))];

    Exposures IShopAnalysis.Exposures() => Shown;

    public void Save(ShopSettings settings) => Settings = settings;

    public string DataHash() => "";

    public void Dispose()
    {
    }

    IReadOnlyList<TimeSeries> IShopAnalysis.Demand(DemandQuery query) => [];

    ShopOverview IShopAnalysis.Overview() => throw new NotSupportedException();

    ReversalReport IShopAnalysis.Reversals() => throw new NotSupportedException();

    IRecordImport IRecordStore.BeginImport(RecordKind kind, string source, string file) => throw new NotSupportedException();

    IBatchReader<RecordBatch> IRecordStore.Read(RecordKind kind) => throw new NotSupportedException();

    long IRecordStore.Count(RecordKind kind) => throw new NotSupportedException();

    long IRecordStore.Seal() => 0;

    IReadOnlyList<QuarantinedLine> IRecordStore.Quarantine(int limit) => SetAside;

    IReadOnlyList<ImportReceipt> IRecordStore.Imports() => [];

    private sealed class OwnRegistry(LiveShop shop) : IModelRegistry
    {
        public ModelVersion? Current(string area) => area is "recommend" ? shop.Serves : null;

        public Kirana.Data.ModelFiles.ModelReader Open(ModelVersion version) =>
            version.FileHash is "damaged" ? throw new Kirana.Data.DataException("The file is damaged.") { Code = "bad-model" } : Trained.Value.Open(version);

        public ModelVersion Publish(ModelVersion draft, Kirana.Data.ModelFiles.ModelWriter model) => throw new NotSupportedException();

        public IReadOnlyList<ModelVersion> List(string area) => [];

        public ModelVersion Promote(string area, int number) => throw new NotSupportedException();

        public ModelVersion Rollback(string area) => throw new NotSupportedException();
    }
}
