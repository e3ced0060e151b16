using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend;
using Kirana.Recommend.Lists;

namespace Kirana.Pipelines.Recommend;

/// <summary>Answers with lists from a shop's current model. Users are served by their history in the store, so what was imported
/// after the training counts too.</summary>
/// <remarks>Holds one state of the shop: open it again after an import or a promotion. Thread-safe.</remarks>
public sealed class RecommendServing
{
    /// <summary>Users whose lists are held at once while everybody's are made.</summary>
    private const int UsersAtOnce = 4096;

    private readonly ShopRecommender _recommender;
    private readonly ItemCards _cards;
    private readonly ShopperHistories _histories;
    private readonly int[] _hidden;
    private readonly string _model;

    private RecommendServing(ModelVersion version, ShopRecommender recommender, ItemCards cards, ShopperHistories histories, int[] hidden)
    {
        Version = version;
        _model = $"{version.Kind} {version.Number}";
        _recommender = recommender;
        _cards = cards;
        _histories = histories;
        _hidden = hidden;
    }

    /// <summary>The version that answers.</summary>
    public ModelVersion Version { get; }

    /// <summary>Opens a shop's current model.</summary>
    /// <param name="shop">The shop; not needed afterwards.</param>
    /// <param name="clock">The clock for the moment of requests.</param>
    /// <param name="weights">The weight of each kind of event in histories; as in training by default: purchases with weight 1.</param>
    /// <exception cref="KeyNotFoundException">No model was trained yet.</exception>
    /// <exception cref="DataException">The model file is missing or damaged.</exception>
    public static RecommendServing Open(IShop shop, TimeProvider clock, IReadOnlyDictionary<string, float>? weights = null)
    {
        var version = shop.Registry.Current(RecommendTraining.Area)
            ?? throw new KeyNotFoundException("No recommender was trained yet. Run `kirana train recommend`.");
        ShopRecommender recommender;
        using (var reader = shop.Registry.Open(version))
            recommender = ShopRecommender.Read(reader);
        var cards = new ItemCards(shop.Analysis.Catalogue());
        var hidden = cards.HiddenOf(recommender.Model.Items);
        var query = weights is null ? new InteractionQuery() : new InteractionQuery { Weights = weights };
        var histories = ShopperHistories.Of(shop.Analysis.Interactions(query), recommender.Model.Items, hidden, includeBought: false, clock.GetUtcNow());
        return new RecommendServing(version, recommender, cards, histories, hidden);
    }

    /// <summary>A list for a user. An unknown user gets the popular list, and the list says so.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RecommendedList ForUser(string user, RecommendOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        if (!_histories.Users.TryGetIndex(user, out var row))
            return Popular(user, options, $"The user '{user}' is unknown: these are the shop's most popular items.");
        var shopper = _histories.ShopperOf(row);
        if (shopper.Items.IsEmpty)
            return Popular(user, options, $"Nothing the user '{user}' bought is known to the model: these are the shop's most popular items.");
        return Make(user, shopper, _histories.With(options.IncludeBought).ExcludedFrom(row), options, note: null);
    }

    /// <summary>Items that go with an item.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="options">How the list is to be; the item itself is never listed.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RecommendedList ForItem(string item, RecommendOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        if (_recommender.Model.Items.TryGetIndex(item, out var index))
            return Make(item, new Shopper([index], [1], [0], 0), [.. _hidden, index], options, note: null);
        return _cards.Knows(item)
            ? Popular(item, options, $"The item '{item}' was never bought by a known customer: these are the shop's most popular items.")
            : throw _cards.Unknown(item);
    }

    /// <summary>Everybody's lists, one user after another in the order of the store, made as they are taken.</summary>
    /// <param name="options">How the lists are to be.</param>
    /// <param name="context">Threads, cancellation, progress.</param>
    /// <exception cref="ArgumentOutOfRangeException">A list is to have less than one item.</exception>
    public IEnumerable<RecommendedList> ForEverybody(RecommendOptions options, FitContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        return Everybody();

        IEnumerable<RecommendedList> Everybody()
        {
            var requests = _histories.With(options.IncludeBought);
            for (var start = 0; start < requests.Count; start += UsersAtOnce)
            {
                var slice = new RequestSlice(requests, start, Math.Min(UsersAtOnce, requests.Count - start));
                var lists = new RecommendedList[slice.Count];
                TopLists.Make(_recommender.Model, slice, options.Count, context with { Progress = null }, (request, items, scores) =>
                    lists[request] = Finish(requests, start + request, items, scores, options));
                foreach (var list in lists)
                    yield return list;
                context.Progress?.Report(new FitProgress("lists", start + slice.Count, requests.Count));
            }
        }
    }

    private RecommendedList Finish(ShopperHistories requests, int user, ReadOnlySpan<int> items, ReadOnlySpan<float> scores, RecommendOptions options)
    {
        var shopper = requests.ShopperOf(user);
        return shopper.Items.IsEmpty
            ? Popular(requests.Users[user], options, "Nothing the user bought is known to the model.")
            : Filled(requests.Users[user], shopper, items, scores, requests.ExcludedFrom(user), options, note: null);
    }

    private RecommendedList Make(string subject, Shopper shopper, ReadOnlySpan<int> excluded, RecommendOptions options, string? note)
    {
        var top = Best(_recommender.Model, shopper, excluded, options.Count);
        return Filled(subject, shopper, top.Items, top.Scores, excluded, options, note);
    }

    private RecommendedList Popular(string subject, RecommendOptions options, string note) =>
        Filled(subject, default, [], [], _hidden, options, note);

    /// <summary>Turns a list into cards and fills empty places from the popular list.</summary>
    private RecommendedList Filled(
        string subject, Shopper shopper, ReadOnlySpan<int> items, ReadOnlySpan<float> scores, ReadOnlySpan<int> excluded, RecommendOptions options, string? note)
    {
        var cards = new List<RecommendedItem>(options.Count);
        Append(_recommender.Model, shopper, items, scores);
        if (items.Length < options.Count)
        {
            var rest = Best(_recommender.Popular, shopper, [.. excluded, .. items], options.Count - items.Length);
            Append(_recommender.Popular, shopper, rest.Items, rest.Scores);
        }

        return new RecommendedList(subject, cards, _model, note);

        void Append(IRecommender model, Shopper shopper, ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
        {
            for (var i = 0; i < items.Length; i++)
                cards.Add(_cards.Card(model.Items[items[i]], scores[i], model.Kind,
                    options.Why ? [.. model.Explain(shopper, items[i]).Select(reason => _cards.InWords(reason, model.Items))] : []));
        }
    }

    private static TopItems Best(IRecommender model, Shopper shopper, ReadOnlySpan<int> excluded, int count)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        foreach (var item in excluded)
            scores[item] = float.NegativeInfinity;
        count = Math.Min(count, scores.Length);
        var top = new TopItems(new int[count], new float[count]);
        for (var item = 0; item < scores.Length; item++)
            top.Offer(item, scores[item]);
        top.Sort();
        return top;
    }
}
