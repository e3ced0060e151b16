using System.Buffers;
using Kirana.Recommend;
using Kirana.Recommend.Reranking;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>Makes lists by a shop's rules: the candidates of the model, those of the popular list behind them, and then place by place.</summary>
/// <remarks>Thread-safe. What a list costs besides its cards does not grow with the candidates.</remarks>
internal sealed class RuledLists(ShopRecommender recommender, ItemCards cards, ListRules rules, int[] hidden)
{
    private const int MostCandidates = 10_000;
    private const ulong HashStart = 14695981039346656037, HashStep = 1099511628211;

    /// <summary>The rules.</summary>
    public ListRules Rules => rules;

    /// <summary>Makes a list.</summary>
    /// <param name="shopper">What the shopper did.</param>
    /// <param name="request">Whom it is for, and what it is to be made from.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="note">Why the list is empty; <see langword="null"/> if it is not.</param>
    /// <exception cref="Data.NotConvergedException">The model cannot say anything of this history.</exception>
    public IReadOnlyList<RecommendedItem> Make(Shopper shopper, RuledRequest request, RecommendOptions options, out string? note)
    {
        var prepared = rules.At(request.Now);
        var window = Math.Clamp(2 * options.Count, rules.Set.Lists.Window, MostCandidates);
        var since = cards.HiddenSince(recommender.Model.Items);
        var (ruledOut, list, vain) = (
            ArrayPool<int>.Shared.Rent(request.Excluded.Length + hidden.Length + since.Length), ArrayPool<int>.Shared.Rent(options.Count), ArrayPool<float>.Shared.Rent(window));
        var excluded = ruledOut.AsSpan(0, request.Excluded.Length + hidden.Length + since.Length);
        request.Excluded.CopyTo(excluded);
        hidden.CopyTo(excluded[request.Excluded.Length..]);
        since.CopyTo(excluded[(request.Excluded.Length + hidden.Length)..]);
        excluded.Sort();
        var (own, popular) = request.IsPopular ? (null, request.Instead ?? recommender.Popular) : (request.Instead ?? recommender.Model, recommender.Popular);
        using var candidates = new RuledCandidates(own, popular, shopper, window, excluded, prepared.Excluded);
        var isTired = !double.IsPositiveInfinity(rules.Set.Lists.FatigueHalf) && rules.ShownInVain(request.User, candidates.Items, vain.AsSpan(0, candidates.Items.Length));
        var trace = new List<PlaceTrace>(Math.Min(options.Count, rules.Items.Count));
        var reranker = window == rules.Set.Lists.Window ? rules.Set.Lists : rules.Set.Lists with { Window = window };
        var listed = reranker.Make(new RerankRequest
        {
            Items = candidates.Items, Scores = candidates.Scores, Rules = prepared.Active, Similarity = rules.Similarity,
            ShownInVain = isTired ? vain.AsSpan(0, candidates.Items.Length) : [], History = shopper.Items, HistoryWeights = shopper.Weights, Novelty = rules.Novelty,
            NewItems = request.MayExplore ? prepared.NewItems : [], NewChances = request.MayExplore ? prepared.Chances : [], Excluded = excluded, Seed = SeedOf(request),
        }, list.AsSpan(0, options.Count), trace);
        note = listed > 0 ? null : Nothing(prepared);
        var made = new RecommendedItem[listed];
        for (var place = 0; place < listed; place++)
            made[place] = Card(shopper, trace[place], own, popular, candidates, prepared, options);
        ArrayPool<int>.Shared.Return(ruledOut);
        ArrayPool<int>.Shared.Return(list);
        ArrayPool<float>.Shared.Return(vain);
        return made;
    }

    private RecommendedItem Card(Shopper shopper, PlaceTrace place, IRecommender? own, IRecommender popular, in RuledCandidates candidates, PreparedRules prepared, RecommendOptions options)
    {
        var candidate = place.Rank - 1;
        var model = candidate < 0 ? null : candidate < candidates.FromModel ? own : popular;
        IReadOnlyList<string> reasons = options.Why
            ? [.. RuleReasons(place, prepared), .. model?.Explain(shopper, place.Item).Select(reason => cards.InWords(reason, model.Items)) ?? []]
            : [];
        var source = model is not null ? ItemTraces.SpeakerOf(model, place.Item).Kind : place.Cause == PlaceCause.Explored ? "new" : "rules";
        var card = cards.Card(rules.Items[place.Item], candidate < 0 ? 0 : candidates.OwnScores[candidate], source, reasons);
        return options.Explain ? card with { Trace = ItemTraces.Of(model, shopper, place, prepared.Active) } : card;
    }

    private static IEnumerable<string> RuleReasons(PlaceTrace place, PreparedRules prepared)
    {
        if (place.Rule is { } pin)
            yield return $"placed here by the rule '{pin}'";
        if (place.Cause == PlaceCause.Explored)
            yield return "new, and tried here";
        foreach (var rule in prepared.Active.BoostsOf(place.Item))
            if (rule.Factor != 1)
                yield return $"{(rule.Factor > 1 ? "raised" : "lowered")} by the rule '{rule.Name}'";
    }

    /// <summary>Which rules leave nothing.</summary>
    private string Nothing(PreparedRules prepared)
    {
        const int Most = 3;
        string[] names = [.. prepared.Excluded.Select(item => prepared.Active.ExcludedBy(item)!.Name).Distinct(StringComparer.Ordinal).Take(Most + 1)];
        var who = names.Length == 0 ? "" : $" They exclude {prepared.Excluded.Length} of {rules.Items.Count} items: {string.Join(", ", names.Take(Most).Select(name => $"'{name}'"))}{(names.Length > Most ? " and others" : "")}.";
        return "The shop's rules leave nothing to list." + who;
    }

    // The same request at the same moment tries the same items.
    private static ulong SeedOf(in RuledRequest request)
    {
        var hash = HashStart;
        foreach (var letter in request.User ?? "")
            hash = (hash ^ letter) * HashStep;
        return hash ^ (ulong)request.Now;
    }
}
