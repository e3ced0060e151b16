using System.Buffers;
using Kirana.Data;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Recommend;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Search;

namespace Kirana.Pipelines.Recommend;

/// <summary>Makes one list at a time: scores every item, leaves out what must not be listed, keeps the best and fills up from the popular list.</summary>
/// <remarks>Thread-safe. Scores and places are rented, so that a list costs its cards and nothing else.</remarks>
internal sealed class ListMaker
{
    private readonly ShopRecommender _recommender;
    private readonly ItemCards _cards;
    private readonly int[] _hidden;

    /// <summary>Creates a maker.</summary>
    /// <param name="recommender">The model and the popular list behind it.</param>
    /// <param name="cards">The catalogue.</param>
    /// <param name="rules">The shop's rules; <see langword="null"/> if it has none.</param>
    public ListMaker(ShopRecommender recommender, ItemCards cards, ListRules? rules = null)
    {
        _recommender = recommender;
        _cards = cards;
        _hidden = cards.HiddenOf(recommender.Model.Items);
        Ruled = rules is null ? null : new RuledLists(recommender, cards, rules, _hidden);
    }

    /// <summary>Makes the lists of a shop that has rules, in place of this.</summary>
    public RuledLists? Ruled { get; }

    /// <summary>Indices of items that are never listed, ascending.</summary>
    public int[] Hidden => _hidden;

    /// <summary>A list for a shopper.</summary>
    /// <param name="shopper">What the shopper did.</param>
    /// <param name="excluded">Items that must not be listed; hidden ones never are.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="model">What makes the list in place of the model; over the same items.</param>
    /// <exception cref="NotConvergedException">The model cannot say anything of this history.</exception>
    public IReadOnlyList<RecommendedItem> Make(Shopper shopper, ReadOnlySpan<int> excluded, RecommendOptions options, IRecommender? model = null)
    {
        model ??= _recommender.Model;
        var hiddenSince = _cards.HiddenSince(_recommender.Model.Items);
        using var best = new BestOf(model, shopper, options.Count, _hidden.Length + hiddenSince.Length + excluded.Length);
        var top = best.Take(_hidden, hiddenSince, excluded, []);
        return Fill(shopper, top.Items, top.Scores, excluded, options, model);
    }

    /// <summary>The popular list.</summary>
    /// <param name="excluded">Items that must not be listed; hidden ones never are.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="popular">What makes the list in place of the popular list; over the same items.</param>
    public IReadOnlyList<RecommendedItem> Popular(ReadOnlySpan<int> excluded, RecommendOptions options, IRecommender? popular = null) =>
        popular is null ? Fill(default, [], [], excluded, options) : Make(default, excluded, options, popular);

    /// <summary>Turns a list into cards and fills empty places from the popular list.</summary>
    /// <param name="shopper">What the shopper did.</param>
    /// <param name="items">The model's best items, best first.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="excluded">Items that must not be listed; hidden ones never are.</param>
    /// <param name="options">How the list is to be.</param>
    /// <param name="model">What made the list, if it is not the model.</param>
    public IReadOnlyList<RecommendedItem> Fill(
        Shopper shopper, ReadOnlySpan<int> items, ReadOnlySpan<float> scores, ReadOnlySpan<int> excluded, RecommendOptions options, IRecommender? model = null)
    {
        var cards = new List<RecommendedItem>(Math.Min(options.Count, _recommender.Model.Items.Count));
        Append(cards, model ?? _recommender.Model, shopper, items, scores, options);
        if (items.Length < options.Count)
        {
            var hiddenSince = _cards.HiddenSince(_recommender.Popular.Items);
            using var best = new BestOf(_recommender.Popular, shopper, options.Count - items.Length, _hidden.Length + hiddenSince.Length + excluded.Length + items.Length);
            var rest = best.Take(_hidden, hiddenSince, excluded, items);
            Append(cards, _recommender.Popular, shopper, rest.Items, rest.Scores, options);
        }

        return cards;
    }

    private void Append(List<RecommendedItem> cards, IRecommender model, Shopper shopper, ReadOnlySpan<int> items, ReadOnlySpan<float> scores, RecommendOptions options)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var card = _cards.Card(model.Items[items[i]], scores[i], ItemTraces.SpeakerOf(model, items[i]).Kind,
                options.Why ? [.. model.Explain(shopper, items[i]).Select(reason => _cards.InWords(reason, model.Items))] : []);
            cards.Add(options.Explain ? card with { Trace = ItemTraces.Of(model, shopper, items[i], i + 1) } : card);
        }
    }

    /// <summary>The scores of one model for one shopper and the best of them, in rented arrays.</summary>
    private readonly ref struct BestOf : IDisposable
    {
        private readonly float[] _scores;
        private readonly int[] _places;
        private readonly float[] _best;
        private readonly int _items;
        private readonly int _count;

        public BestOf(IRecommender model, Shopper shopper, int count, int leftOut)
        {
            _items = model.Items.Count;
            _count = Math.Min(count, _items);
            _scores = ArrayPool<float>.Shared.Rent(_items);
            _places = ArrayPool<int>.Shared.Rent(_count);
            _best = ArrayPool<float>.Shared.Rent(_count);
            FactorSearch.ScoreBest(model, shopper, Math.Min(_items, _count + leftOut), _scores.AsSpan(0, _items));
        }

        public TopItems Take(ReadOnlySpan<int> hidden, ReadOnlySpan<int> hiddenSince, ReadOnlySpan<int> excluded, ReadOnlySpan<int> listed)
        {
            var scores = _scores.AsSpan(0, _items);
            LeaveOut(hidden, scores);
            LeaveOut(hiddenSince, scores);
            LeaveOut(excluded, scores);
            LeaveOut(listed, scores);
            var top = new TopItems(_places.AsSpan(0, _count), _best.AsSpan(0, _count));
            top.OfferAll(scores);
            top.Sort();
            return top;
        }

        public void Dispose()
        {
            ArrayPool<float>.Shared.Return(_scores);
            ArrayPool<int>.Shared.Return(_places);
            ArrayPool<float>.Shared.Return(_best);
        }

        private static void LeaveOut(ReadOnlySpan<int> items, Span<float> scores)
        {
            foreach (var item in items)
                scores[item] = float.NegativeInfinity;
        }
    }
}
