using System.Buffers;
using Kirana.Recommend.Features;

namespace Kirana.Recommend.Ranking;

/// <summary>The candidates of all sources for one shopper, and the features of each. Rented; dispose of it.</summary>
/// <remarks>The best of each source are joined by reciprocal ranks, Σ 1 / (60 + rank) (Cormack, Clarke and Büttcher, "Reciprocal rank fusion
/// outperforms Condorcet", SIGIR 2009): scales of scores do not matter, and what several sources name comes first.</remarks>
internal ref struct CandidateSet
{
    private const float RankOffset = 60;

    private readonly IRecommender[] _sources;
    private readonly PairFeatures _features;
    private readonly ShopperFacts _facts;
    private readonly CandidateScratch _scratch;
    private readonly int _all;
    private readonly int[] _items;
    private readonly float[] _itemScores;

    /// <summary>Asks the sources.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="features">The features.</param>
    /// <param name="shopper">For whom.</param>
    /// <param name="most">The most candidates besides items of the history.</param>
    public CandidateSet(IRecommender[] sources, PairFeatures features, Shopper shopper, int most)
    {
        (_sources, _features) = (sources, features);
        _facts = new ShopperFacts(shopper, features);
        _all = sources[0].Items.Count;
        var room = Math.Min(_all, most + _facts.DistinctItems);
        _scratch = CandidateScratch.Rent(sources.Length);
        _items = ArrayPool<int>.Shared.Rent(room);
        _itemScores = ArrayPool<float>.Shared.Rent(room);
        Ask(shopper, room);
        _scratch.Order.Begin(Fused.Count);
        for (var order = 0; order < Fused.Count; order++)
            _scratch.Order.Add(Fused.ItemAt(order), Fused.SumAt(order));
        Items = _items.AsSpan(0, _scratch.Order.Take(_items.AsSpan(0, room), _itemScores.AsSpan(0, room)));
    }

    /// <summary>The candidates, those that most sources name first.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>The joined ranks of every item that a source names.</summary>
    public readonly ItemTable Fused => _scratch.Fused;

    /// <summary>Whether the shopper dealt with an item, or rated it.</summary>
    public readonly bool IsKnown(int item) => _facts.Of(item).Times > 0 || !float.IsNaN(_facts.Said(item).Rating);

    /// <summary>Where a source put an item.</summary>
    public readonly SourceRank RankOf(int source, int item) => new(_sources[source].Kind, _scratch.Of(source).RankOf(item), ShareOf(source, item));

    /// <summary>Writes the features of an item: two for each source, then those of the pair.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="row">As long as <see cref="NamesOf"/>.</param>
    public readonly void Write(int item, Span<float> row)
    {
        for (var source = 0; source < _sources.Length; source++)
        {
            var rank = _scratch.Of(source).RankOf(item);
            row[2 * source] = rank == 0 ? float.NaN : rank;
            row[2 * source + 1] = ShareOf(source, item);
        }

        _features.Write(_facts, item, row[(2 * _sources.Length)..]);
    }

    public readonly void Dispose()
    {
        _facts.Dispose();
        _scratch.Return();
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_itemScores);
    }

    /// <summary>The names of the features of rows.</summary>
    public static string[] NamesOf(IEnumerable<string> sources) =>
        [.. sources.SelectMany((source, place) => new[] { $"{source}-{place}-rank", $"{source}-{place}-share" }), .. PairFeatures.Names];

    private readonly float ShareOf(int source, int item)
    {
        var (score, highest) = (_scratch.Of(source).ScoreOf(item), _scratch.Of(source).Highest);
        return float.IsFinite(score) && highest > 0 ? score / highest : float.NaN;
    }

    private readonly void Ask(Shopper shopper, int room)
    {
        for (var source = 0; source < _sources.Length; source++)
        {
            var nominated = _scratch.Of(source);
            nominated.Ask(_sources[source], shopper, room);
            for (var rank = 1; rank <= nominated.Items.Length; rank++)
                Fused.Add(nominated.Items[rank - 1], 1 / (RankOffset + rank));
        }

        // What the shopper has is always a candidate, behind the rest: some sources never name it, and it may be due again.
        foreach (var item in shopper.Items)
            if (!Fused.TryGet(item, out _, out _))
                Fused.Add(item, 1 / (RankOffset + _all + 1));
    }
}
