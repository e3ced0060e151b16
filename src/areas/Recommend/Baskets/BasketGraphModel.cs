using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Ranking;

namespace Kirana.Recommend.Baskets;

/// <summary>A graph of items that lie in one basket, asked by a shopper's latest baskets. Immutable and thread-safe; scoring allocates nothing.</summary>
/// <remarks>An item that no item of those baskets leads to scores −∞.</remarks>
public sealed class BasketGraphModel : IRecommender, INominator
{
    internal const string ModelKind = "basket-graph";
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;
    private const float OlderCounts = 0.5f;

    private readonly NeighborLists _edges;
    private readonly BasketEdge _edge;
    private readonly long _pause;
    private readonly int _baskets;
    private readonly int _longestBasket;
    private readonly float _leastWeight;
    private readonly string _options;

    internal BasketGraphModel(IdMap items, NeighborLists edges, BasketGraph learner)
        : this(items, edges, learner.Edge, (long)learner.Pause.TotalMicroseconds, learner.Baskets, learner.LongestBasket, (float)learner.LeastWeight, learner.Options)
    {
    }

    private BasketGraphModel(IdMap items, NeighborLists edges, BasketEdge edge, long pause, int baskets, int longestBasket, float leastWeight, string options)
    {
        (Items, _edges, _edge, _pause, _options) = (items, edges, edge, pause, options);
        (_baskets, _longestBasket, _leastWeight) = (baskets, longestBasket, leastWeight);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <summary>The items that edges lead to, the strongest first.</summary>
    /// <param name="item">The item's index.</param>
    public ReadOnlySpan<int> NeighborsOf(int item) => _edges.ItemsOf(item);

    /// <summary>The strength of each edge, beside <see cref="NeighborsOf"/>.</summary>
    /// <param name="item">The item's index.</param>
    public ReadOnlySpan<float> StrengthsOf(int item) => _edges.SimilaritiesOf(item);

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Clear();
        var (end, share) = (shopper.Items.Length, 1f);
        for (var number = 0; number < _baskets && end > 0; number++, share *= OlderCounts)
        {
            using var basket = Before(shopper, ref end);
            foreach (var own in basket.Items)
            {
                var neighbors = _edges.ItemsOf(own);
                var strengths = _edges.SimilaritiesOf(own);
                for (var n = 0; n < neighbors.Length; n++)
                    scores[neighbors[n]] += share * strengths[n];
            }
        }

        for (var item = 0; item < scores.Length; item++)
            if (scores[item] == 0)
                scores[item] = float.NegativeInfinity;
    }

    void INominator.Nominate(Shopper shopper, SourceNominations nominated)
    {
        var (end, share) = (shopper.Items.Length, 1f);
        for (var number = 0; number < _baskets && end > 0; number++, share *= OlderCounts)
        {
            using var basket = Before(shopper, ref end);
            foreach (var own in basket.Items)
                for (var edge = 0; edge < _edges.ItemsOf(own).Length; edge++)
                    nominated.Add(_edges.ItemsOf(own)[edge], share * _edges.SimilaritiesOf(own)[edge]);
        }

        nominated.NameAdded();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var shares = new SortedDictionary<int, float>();
        var (end, share) = (shopper.Items.Length, 1f);
        for (var number = 0; number < _baskets && end > 0; number++, share *= OlderCounts)
        {
            using var basket = Before(shopper, ref end);
            foreach (var own in basket.Items)
                if (_edges.ItemsOf(own).IndexOf(item) is var place and >= 0)
                    shares[own] = shares.GetValueOrDefault(own) + share * _edges.SimilaritiesOf(own)[place];
        }

        var kind = _edge == BasketEdge.Bought ? "bought-together" : "seen-together";
        return [.. shares.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostReasons).Select(pair => new Reason(kind, pair.Key, pair.Value))];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        _edges.Save(writer);
        writer.Add("pause", [_pause]);
        writer.Add("serving", [(int)_edge, _baskets, _longestBasket]);
        writer.Add("least-weight", [_leastWeight]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static BasketGraphModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var (pause, serving, least) = (reader.Longs("pause"), reader.Ints("serving"), reader.Floats("least-weight"));
        ModelParts.RequireLength(reader, "pause", pause.Length, 1);
        ModelParts.RequireLength(reader, "serving", serving.Length, 3);
        ModelParts.RequireLength(reader, "least-weight", least.Length, 1);
        if (pause[0] < 0 || !Enum.IsDefined((BasketEdge)serving[0]) || serving[1] is < 1 or > 1000 || serving[2] < 2 || !(least[0] >= 0))
            throw reader.Invalid("serving", "a pause, a kind of edge, 1 to 1,000 baskets, their length and a weight", $"{pause[0]}, {string.Join(", ", serving)}, {least[0]}");
        return new BasketGraphModel(items, NeighborLists.Read(reader, items.Count), (BasketEdge)serving[0], pause[0], serving[1], serving[2], least[0], reader.Options);
    }

    /// <summary>The basket whose last event is before a place, which moves to the basket's first event.</summary>
    private WeighedHistory Before(Shopper shopper, ref int end)
    {
        var start = BasketCut.StartOf(shopper.Times, end, _pause);
        var basket = new Shopper(shopper.Items[start..end], shopper.Weights[start..end], shopper.Times[start..end], shopper.Now);
        end = start;
        return new WeighedHistory(basket, 1, _longestBasket, _leastWeight);
    }
}
