using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Operate.Registry;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>Lists of one model over one state of everybody's histories. Immutable but for what the cards learn and what is popular; thread-safe.</summary>
internal sealed class ShopLists
{
    private readonly Interactions _histories;
    private readonly ItemCards _cards;
    private readonly IdMap _items;
    private readonly int _modelled;
    private readonly int[] _places;
    private readonly Dictionary<string, Lazy<ListMaker>> _graphs;

    /// <summary>Joins a model and records.</summary>
    /// <param name="version">The version of the model.</param>
    /// <param name="recommender">The model.</param>
    /// <param name="records">Who bought what, and the catalogue.</param>
    /// <param name="popularity">What is popular by these records, and what came since.</param>
    /// <param name="rules">The shop's rules; <see langword="null"/> if it has none.</param>
    public ShopLists(ModelVersion version, ShopRecommender recommender, ServedRecords records, LivePopularity popularity, ShopRules? rules = null)
    {
        Version = version;
        Recommender = recommender;
        Label = $"{version.Kind} {version.Number}";
        Records = records;
        Rules = rules;
        Popularity = popularity;
        var ruled = rules is null ? null : new ListRules(recommender, records.Cards, rules);
        var live = recommender with { Popular = popularity };
        Maker = new ListMaker(live, records.Cards, ruled);
        _graphs = recommender.Graphs.ToDictionary(graph => graph.Key, graph => new Lazy<ListMaker>(() => MakerOf(live with { Model = graph.Value })), StringComparer.Ordinal);
        _items = ruled?.Items ?? recommender.Model.Items;
        _modelled = recommender.Model.Items.Count;
        _histories = records.Contents.Histories;
        _cards = records.Cards;
        // Histories stay in the shop's own indices, so that a new model costs one place an item and not one an event.
        _places = new int[_histories.Items.Count];
        for (var item = 0; item < _places.Length; item++)
            _places[item] = _items.TryGetIndex(_histories.Items[item], out var place) ? place : -1;
    }

    /// <summary>Joins a model and records, and counts what is popular by them.</summary>
    public static ShopLists Of(ModelVersion version, ShopRecommender recommender, ServedRecords records, ShopRules? rules, TimeProvider clock) =>
        new(version, recommender, records, new LivePopularity(recommender.Popular, records.Contents.Histories, Microseconds.Of(clock.GetUtcNow())), rules);

    /// <summary>The version that answers.</summary>
    public ModelVersion Version { get; }

    /// <summary>The version as lists name it, such as <c>implicit-als 3</c>.</summary>
    public string Label { get; }

    /// <summary>The model.</summary>
    public ShopRecommender Recommender { get; }

    /// <summary>The records.</summary>
    public ServedRecords Records { get; }

    /// <summary>The shop's rules; <see langword="null"/> if it has none.</summary>
    public ShopRules? Rules { get; }

    /// <summary>What is popular with customers of late.</summary>
    public LivePopularity Popularity { get; }

    /// <summary>Turns scored items into lists.</summary>
    public ListMaker Maker { get; }

    /// <summary>A list for a shopper.</summary>
    /// <param name="shopper">Who, and what came after the histories.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="note">Why the list is less than the model's; <see langword="null"/> if it is not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public IReadOnlyList<RecommendedItem> For(in ListedShopper shopper, RecommendOptions options, out string? note)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        var row = -1;
        var isKnown = !shopper.IsForgotten && _histories.Users.TryGetIndex(shopper.User, out row);
        var history = new HistoryBuffer((isKnown ? _histories.ItemsOf(row).Length : 0) + shopper.Since.Length + shopper.Visit.Count + shopper.Exclude.Count);
        try
        {
            if (isKnown)
                AddHistory(ref history, row, options);
            AddSince(ref history, shopper, options);
            AddVisit(ref history, shopper, options);
            note = history.Count > 0 ? null : NoteFor(shopper, isKnown || !shopper.Since.IsEmpty);
            return note is null ? Make(history.At(shopper.Now), history.Excluded, shopper.User, options, ref note) : Popular(history.Excluded, shopper.User, shopper.Now, options, ref note);
        }
        catch (NotConvergedException)
        {
            note = "The model cannot say anything of this history: these are the shop's most popular items.";
            return Popular(history.Excluded, shopper.User, shopper.Now, options, ref note);
        }
        finally
        {
            history.Dispose();
        }
    }

    /// <summary>Items that go with an item, which itself is never listed.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="now">The moment of the request, UTC microseconds.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="note">Why the list is less than the model's; <see langword="null"/> if it is not.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public IReadOnlyList<RecommendedItem> Beside(string item, long now, RecommendOptions options, out string? note)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        note = null;
        var isListed = _items.TryGetIndex(item, out var index);
        if (isListed && index < _modelled)
        {
            var shopper = new Shopper([index], [1], [0], 0);
            var maker = Maker;
            if (options.Graph is { } name && _graphs.TryGetValue(name, out var graph))
                maker = graph.Value;
            else if (options.Graph is not null)
                note = $"The model has no graph '{options.Graph}': it was trained before there were any, or no such event was recorded. This is the model's own list.";
            if (maker.Ruled is not { } ruled)
                return maker.Make(shopper, [index], options);
            var items = ruled.Make(shopper, new RuledRequest { Excluded = [index], Now = now }, options, out var less);
            note ??= less;
            return items;
        }

        if (!_cards.Knows(item))
            throw _cards.Unknown(item);
        note = $"The item '{item}' was never bought by a known customer: these are the shop's most popular items.";
        return Popular(isListed ? [index] : [], null, now, options, ref note);
    }

    private ListMaker MakerOf(ShopRecommender recommender) => new(recommender, _cards, Rules is null ? null : new ListRules(recommender, _cards, Rules));

    private IReadOnlyList<RecommendedItem> Make(Shopper shopper, ReadOnlySpan<int> excluded, string? user, RecommendOptions options, ref string? note) => Maker.Ruled is { } ruled
        ? ruled.Make(shopper, new RuledRequest { User = user, Excluded = excluded, MayExplore = true, Now = shopper.Now }, options, out note)
        : Maker.Make(shopper, excluded, options);

    private IReadOnlyList<RecommendedItem> Popular(ReadOnlySpan<int> excluded, string? user, long now, RecommendOptions options, ref string? note)
    {
        if (Maker.Ruled is not { } ruled)
            return Maker.Popular(excluded, options);
        var items = ruled.Make(default, new RuledRequest { User = user, Excluded = excluded, IsPopular = true, MayExplore = user is not null, Now = now }, options, out var empty);
        note = empty ?? note;
        return items;
    }

    private void AddHistory(ref HistoryBuffer history, int row, RecommendOptions options)
    {
        var items = _histories.ItemsOf(row);
        var weights = _histories.WeightsOf(row);
        var times = _histories.TimesOf(row);
        for (var i = 0; i < items.Length; i++)
        {
            var place = _places[items[i]];
            if (place < 0)
                continue;
            if (place < _modelled)
                history.Add(place, weights[i], times[i]);
            if (!options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddSince(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        var visits = shopper.Now - (long)VisitWeights.Length.TotalMicroseconds;
        foreach (ref readonly var one in shopper.Since)
        {
            if ((one.IsVisit && one.Time < visits) || !_items.TryGetIndex(one.Item, out var place))
                continue;
            if (place < _modelled)
                history.Add(place, one.Weight, one.Time);
            if (!one.IsVisit && !options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddVisit(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        foreach (var one in shopper.Visit)
        {
            var weight = VisitWeights.Of(one.Kind);
            if (weight == 0 || !_items.TryGetIndex(one.Item, out var place))
                continue;
            if (place < _modelled)
                history.Add(place, weight, one.Time is { } time ? Microseconds.Of(time) : shopper.Now);
            if (!options.IncludeBought && one.Kind is "purchase" or "cart")
                history.Exclude(place);
        }

        foreach (var item in shopper.Exclude)
            if (_items.TryGetIndex(item, out var place))
                history.Exclude(place);
    }

    private static string NoteFor(in ListedShopper shopper, bool isKnown) => shopper.User switch
    {
        null => "Nothing of the visit is known to the model: these are the shop's most popular items.",
        var user when isKnown => $"Nothing the user '{user}' bought is known to the model: these are the shop's most popular items.",
        var user => $"The user '{user}' is unknown: these are the shop's most popular items.",
    };
}
