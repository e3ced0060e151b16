using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Operate.Registry;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Streaming;

namespace Kirana.Pipelines.Serving;

/// <summary>Lists of one model over one state of everybody's histories. Immutable but for what the cards learn and what is popular; thread-safe.</summary>
internal sealed partial class ShopLists
{
    private static readonly RecommendOptions s_all = new() { IncludeBought = true };

    private const string Most = "these are the shop's most popular items.";

    private readonly Interactions _histories;
    private readonly Interactions _looks;
    private readonly Interactions _opinions;
    private readonly ItemCards _cards;
    private readonly IdMap _items;
    private readonly int _modelled;
    private readonly int[] _places;
    private readonly int[] _lookPlaces;
    private readonly int[] _opinionPlaces;
    private readonly Dictionary<string, Lazy<ListMaker>> _graphs;
    private readonly Lazy<DescriptionSearch> _search;
    private readonly ConcurrentDictionary<string, IRecommender> _contextual = new(StringComparer.Ordinal);

    /// <summary>Joins a model and records.</summary>
    /// <param name="version">The version of the model.</param>
    /// <param name="recommender">The model.</param>
    /// <param name="records">Who bought what, and the catalogue.</param>
    /// <param name="popularity">What is popular by these records, and what came since.</param>
    /// <param name="rules">The shop's rules; <see langword="null"/> if it has none.</param>
    /// <param name="layered">The model with what it learns between trainings; <see langword="null"/> if it learns nothing.</param>
    public ShopLists(ModelVersion version, ShopRecommender recommender, ServedRecords records, LivePopularity popularity, ShopRules? rules = null, LayeredModel? layered = null)
    {
        Version = version;
        (Recommender, Layered) = (recommender, layered);
        Label = $"{version.Kind} {version.Number}";
        Records = records;
        Rules = rules;
        Popularity = popularity;
        var ruled = rules is null ? null : new ListRules(recommender, records.Cards, rules);
        var live = recommender with { Popular = popularity };
        Maker = new ListMaker(live with { Model = layered ?? recommender.Model }, records.Cards, ruled);
        _graphs = recommender.Graphs.ToDictionary(graph => graph.Key, graph => new Lazy<ListMaker>(() => MakerOf(live with { Model = graph.Value })), StringComparer.Ordinal);
        _items = ruled?.Items ?? recommender.Model.Items;
        _modelled = recommender.Model.Items.Count;
        (_histories, _looks, _opinions) = (records.Contents.Histories, records.Contents.Looks, records.Contents.Opinions);
        _cards = records.Cards;
        // Histories stay in the shop's own indices, so that a new model costs one place an item and not one an event.
        _places = PlacesOf(_histories);
        _lookPlaces = PlacesOf(_looks);
        _opinionPlaces = PlacesOf(_opinions);
        _search = new Lazy<DescriptionSearch>(() => new DescriptionSearch(new ItemDescriptions(recommender.Model.Items, id => _cards.Find(id) is { } item
            ? new ItemDescription { Title = item.Title, Category = item.Category, Brand = item.Brand } : null)));
    }

    /// <summary>Joins a model and records, and counts what is popular by them.</summary>
    public static ShopLists Of(ModelVersion version, ShopRecommender recommender, ServedRecords records, ShopRules? rules, TimeProvider clock, LayeredModel? layered = null) =>
        new(version, recommender, records, new LivePopularity(recommender.Popular, records.Contents.Histories, Microseconds.Of(clock.GetUtcNow())), rules, layered);

    /// <summary>The version that answers.</summary>
    public ModelVersion Version { get; }

    /// <summary>The version as lists name it, such as <c>implicit-als 3</c>.</summary>
    public string Label { get; }

    /// <summary>The model.</summary>
    public ShopRecommender Recommender { get; }

    /// <summary>The model with what it learns between trainings; <see langword="null"/> if it learns nothing.</summary>
    public LayeredModel? Layered { get; }

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
        var history = HistoryOf(shopper, options, out var isKnown);
        try
        {
            note = history.Count > 0 ? null : NoteFor(shopper, isKnown || !shopper.Since.IsEmpty);
            return note is null ? Make(history.At(shopper.Now), history.Excluded, shopper, options, ref note) : Popular(history.Excluded, shopper, options, ref note);
        }
        catch (NotConvergedException)
        {
            note = $"The model cannot say anything of this history: {Most}";
            return Popular(history.Excluded, shopper, options, ref note);
        }
        finally
        {
            history.Dispose();
        }
    }

    /// <summary>Learns from what a shopper took; only if there is a layer.</summary>
    /// <param name="shopper">Who, as of just before.</param>
    /// <param name="lesson">What was taken.</param>
    public void Learn(in ListedShopper shopper, LayerLesson lesson)
    {
        var history = HistoryOf(shopper, s_all, out _);
        try
        {
            if (history.Count == 0)
                return;
            var (taken, weights) = (new List<int>(lesson.Taken.Count), new List<float>(lesson.Taken.Count));
            foreach (var (item, weight) in lesson.Taken)
                if (_items.TryGetIndex(item, out var place) && place < _modelled)
                {
                    taken.Add(place);
                    weights.Add(weight);
                }

            int[] shown = lesson.Shown is null ? [] : [.. lesson.Shown.Select(item => _items.TryGetIndex(item, out var place) && place < _modelled ? place : -1).Where(place => place >= 0)];
            if (lesson.Shown is null || shown.Length > 0)
                Layered!.Learn(lesson.User, history.At(shopper.Now), CollectionsMarshal.AsSpan(taken), CollectionsMarshal.AsSpan(weights), shown);
        }
        catch (NotConvergedException)
        {
            // Such a shopper is shown the popular list, of which the layer learns nothing.
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
            // What goes with an item is no request of a shopper, of which the layer learns.
            var (maker, model) = (Maker, Layered is null ? null : Recommender.Model);
            if (options.Graph is { } name && _graphs.TryGetValue(name, out var graph))
                (maker, model) = (graph.Value, null);
            else if (options.Graph is not null)
                note = $"The model has no graph '{options.Graph}': it was trained before there were any, or no such event was recorded. This is the model's own list.";
            if (maker.Ruled is not { } ruled)
                return maker.Make(shopper, [index], options, model);
            var items = ruled.Make(shopper, new RuledRequest { Excluded = [index], Now = now, Instead = model }, options, out var less);
            note ??= less;
            return items;
        }

        if (!_cards.Knows(item))
            throw _cards.Unknown(item);
        note = $"The item '{item}' was never bought by a known customer: {Most}";
        return Popular(isListed ? [index] : [], new ListedShopper { Now = now }, options, ref note);
    }

    private ListMaker MakerOf(ShopRecommender recommender) => new(recommender, _cards, Rules is null ? null : new ListRules(recommender, _cards, Rules));

    private IReadOnlyList<RecommendedItem> Make(Shopper history, ReadOnlySpan<int> excluded, in ListedShopper shopper, RecommendOptions options, ref string? note)
    {
        var model = Searched(shopper.Context, null, Layered ?? Recommender.Model);
        return Maker.Ruled is { } ruled
            ? ruled.Make(history, new RuledRequest { User = shopper.User, Excluded = excluded, MayExplore = true, Now = shopper.Now, Instead = model }, options, out note)
            : Maker.Make(history, excluded, options, model);
    }

    private IReadOnlyList<RecommendedItem> Popular(ReadOnlySpan<int> excluded, in ListedShopper shopper, RecommendOptions options, ref string? note)
    {
        string[] contexts = shopper.Context is { } told && Recommender.Contexts is { } shares ? [.. ContextsOf(told, shares)] : [];
        var popular = contexts.Length == 0 ? null : Contextual(contexts);
        if (popular is not null && note is not null)
            note = note.Replace(Most, $"these are the items most popular where {string.Join(" and ", contexts.Select(ItemCards.InWords))}.", StringComparison.Ordinal);
        popular = Searched(shopper.Context, popular, Popularity);
        if (Maker.Ruled is not { } ruled)
            return Maker.Popular(excluded, options, popular);
        var items = ruled.Make(
            default, new RuledRequest { User = shopper.User, Excluded = excluded, IsPopular = true, MayExplore = shopper.User is not null, Now = shopper.Now, Instead = popular }, options, out var empty);
        note = empty ?? note;
        return items;
    }

    /// <summary>A list with what matches a search first; <paramref name="instead"/> where nothing is searched for.</summary>
    private IRecommender? Searched(VisitorContext? context, IRecommender? instead, IRecommender usual) =>
        string.IsNullOrWhiteSpace(context?.Query) ? instead : new SearchedModel(instead ?? usual, _search.Value, context.Query);

    /// <summary>The popular list of some contexts; there are few of which most requests come.</summary>
    private IRecommender Contextual(string[] contexts)
    {
        const int MostKept = 256;
        var key = string.Join('\n', contexts);
        if (_contextual.TryGetValue(key, out var kept))
            return kept;
        var made = Recommender.Contexts!.For(Popularity, contexts);
        if (_contextual.Count < MostKept)
            _contextual[key] = made;
        return made;
    }

    /// <summary>The contexts of a request that the shop knows.</summary>
    private static IEnumerable<string> ContextsOf(VisitorContext context, ContextShares shares)
    {
        foreach (var trait in UserContext.Traits)
            if (context.Of(trait) is { Length: > 0 } value)
            {
                // Many shops' events name the country where others name a place.
                var known = shares.Known($"{trait}={value}") ?? (trait is "country" && context.Location is null ? shares.Known($"location={value}") : null);
                if (known is not null)
                    yield return known;
            }
    }

    private int[] PlacesOf(Interactions events) => [.. events.Items.Ids.Select(id => _items.TryGetIndex(id, out var place) ? place : -1)];

    private static string NoteFor(in ListedShopper shopper, bool isKnown) => shopper.User switch
    {
        null => $"Nothing of the visit is known to the model: {Most}",
        var user when isKnown => $"Nothing the user '{user}' bought is known to the model: {Most}",
        var user => $"The user '{user}' is unknown: {Most}",
    };
}
