using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Policies.Bandits;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>A shop's rules over the items of one model and one catalogue. Thread-safe.</summary>
/// <remarks>The catalogue changes while it is served, by prices and counts of stock. Rules are made ready anew at the next list, but only after
/// twenty times as long as that took the last time: so it costs a twentieth of a processor at most however much changes.</remarks>
internal sealed class ListRules
{
    private const int MostNew = 200;
    private const int Patience = 20;

    private readonly ItemCards _cards;
    private readonly ShopRules _shop;
    private readonly float[] _popularity;
    private readonly Dictionary<string, (int Item, float Times)[]> _vain = new(StringComparer.Ordinal);
    private readonly Lock _preparing = new();
    private volatile PreparedRules? _prepared;

    /// <summary>Joins rules, model and catalogue.</summary>
    /// <param name="recommender">The model.</param>
    /// <param name="cards">The catalogue.</param>
    /// <param name="rules">The rules.</param>
    public ListRules(ShopRecommender recommender, ItemCards cards, ShopRules rules)
    {
        (_cards, _shop, _popularity) = (cards, rules, new float[recommender.Popular.Items.Count]);
        var known = recommender.Model.Items;
        recommender.Popular.Score(default, _popularity);
        // Behind the items of the model those that it does not know: they can be pinned and tried.
        Items = new IdMap([.. known.Ids, .. cards.All.Where(item => IsProduct(item) && !known.TryGetIndex(item.Id, out _)).Select(item => item.Id).Order(StringComparer.Ordinal)]);
        Similarity = rules.Set.Lists is { Diversity: not DiversityMethod.None, DiversityWeight: > 0 } ? Likeness(recommender.Model) : null;
        Novelty = rules.Set.Lists.NoveltyWeight > 0 ? ItemNovelty.Of(_popularity, Items.Count) : [];
        foreach (var user in rules.Exposures.Vain.GroupBy(one => one.User, StringComparer.Ordinal))
            _vain[user.Key] = [.. user.Select(one => (Item: Items.TryGetIndex(one.Item, out var item) ? item : -1, one.Times)).Where(one => one.Item >= 0).OrderBy(one => one.Item)];
    }

    /// <summary>The rules.</summary>
    public RuleSet Set => _shop.Set;

    /// <summary>The items of the model, and behind them the others of the catalogue.</summary>
    public IdMap Items { get; }

    /// <summary>How alike items are; <see langword="null"/> if lists need not be diverse.</summary>
    public IItemSimilarity? Similarity { get; }

    /// <summary>How little known each of <see cref="Items"/> is; empty if that does not count.</summary>
    public float[] Novelty { get; }

    /// <summary>The rules that hold at a moment.</summary>
    /// <param name="now">The moment, UTC microseconds.</param>
    public PreparedRules At(long now)
    {
        var prepared = _prepared;
        if (prepared is not null && now < prepared.ValidUntil)
        {
            if (IsCurrent(prepared) || !_preparing.TryEnter())
                return prepared;
            try
            {
                return IsCurrent(_prepared!) ? _prepared! : _prepared = Prepare(now);
            }
            finally
            {
                _preparing.Exit();
            }
        }

        lock (_preparing)
            return _prepared is { } other && now < other.ValidUntil ? other : _prepared = Prepare(now);
    }

    /// <summary>How often candidates were shown to a user in vain.</summary>
    /// <param name="user">The user, or <see langword="null"/> for a stranger.</param>
    /// <param name="candidates">Items.</param>
    /// <param name="times">Takes one number for each.</param>
    /// <returns>Whether any was.</returns>
    public bool ShownInVain(string? user, ReadOnlySpan<int> candidates, Span<float> times)
    {
        if (user is null || !_vain.TryGetValue(user, out var shown))
            return false;
        times.Clear();
        foreach (var (item, often) in shown)
            if (candidates.IndexOf(item) is >= 0 and var candidate)
                times[candidate] = often;
        return true;
    }

    private bool IsCurrent(PreparedRules prepared) =>
        prepared.Changes == _cards.Changes || _shop.Clock.GetElapsedTime(prepared.Made) < Patience * prepared.Took;

    private PreparedRules Prepare(long now)
    {
        var (begun, changes) = (_shop.Clock.GetTimestamp(), _cards.Changes);
        var traits = new ItemTraits(Items, id => _cards.Find(id) is { } card ? CatalogueTraits.Of(card, _shop.Zone) : null);
        var active = Set.At(traits, now);
        int[] excluded = [.. Enumerable.Range(0, Items.Count).Where(item => active.ExcludedBy(item) is not null)];
        var explores = Set.Lists.ExplorationPlaces.Count > 0;
        int[] fresh = explores ? [.. NewItems(active, now)] : [];
        // What is new grows old within the hour at the latest.
        return new PreparedRules(
            active, excluded, fresh, [.. fresh.Select(ChanceOf)], explores ? Math.Min(active.ValidUntil, now + TimeSpan.MicrosecondsPerHour) : active.ValidUntil,
            changes, begun, _shop.Clock.GetElapsedTime(begun));
    }

    /// <summary>Goods launched of late, and those of unknown launch that nobody bought, the latest launched first.</summary>
    private IEnumerable<int> NewItems(ActiveRules active, long now)
    {
        var isNew = new ItemFilter { NewForDays = Set.NewForDays };
        return Enumerable.Range(0, Items.Count)
            .Where(item => active.ExcludedBy(item) is null && _cards.Find(Items[item]) is { } card && IsProduct(card)
                && (isNew.Holds(Items[item], active.Traits[item], now) || (IsUnsold(item) && active.Traits[item].Launched == long.MinValue)))
            .OrderByDescending(item => active.Traits[item].Launched).Take(MostNew);
    }

    private bool IsUnsold(int item) => item >= _popularity.Length || float.IsNegativeInfinity(_popularity[item]);

    private BetaArm ChanceOf(int item) => _shop.Exposures.Items.TryGetValue(Items[item], out var seen)
        ? BetaArm.Unknown.After(seen.Clicked, Math.Max(0, seen.Shown - seen.Clicked))
        : BetaArm.Unknown;

    private ItemVectors Likeness(IRecommender model)
    {
        if ((model is NewItemsModel joined ? joined.Base : model) is not IFactorRecommender factors)
            return ItemVectors.OfTitles([.. Items.Ids.Select(_cards.TitleOf)]);
        var vectors = new float[Items.Count * factors.Factors];
        factors.ItemFactors.CopyTo(vectors);
        return ItemVectors.Of(vectors, factors.Factors);
    }

    private static bool IsProduct(CatalogueItem item) => string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal);
}
