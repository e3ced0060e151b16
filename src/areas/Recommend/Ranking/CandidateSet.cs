using System.Buffers;
using Kirana.Recommend.Features;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Search;

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
    private readonly int _all;
    private readonly float[] _scores;
    private readonly float[] _fused;
    private readonly int[] _ranks;
    private readonly float[] _highest;
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
        _facts = new ShopperFacts(shopper, features.Traits, features.Activity);
        _all = sources[0].Items.Count;
        var room = Math.Min(_all, most + _facts.DistinctItems);
        _scores = ArrayPool<float>.Shared.Rent(sources.Length * _all);
        _ranks = ArrayPool<int>.Shared.Rent(sources.Length * _all);
        _fused = ArrayPool<float>.Shared.Rent(_all);
        _highest = ArrayPool<float>.Shared.Rent(sources.Length);
        _items = ArrayPool<int>.Shared.Rent(room);
        _itemScores = ArrayPool<float>.Shared.Rent(room);
        Ask(shopper, room);
        var best = new TopItems(_items.AsSpan(0, room), _itemScores.AsSpan(0, room));
        for (var item = 0; item < _all; item++)
            if (_fused[item] > 0)
                best.Offer(item, _fused[item]);
        best.Sort();
        Items = best.Items;
    }

    /// <summary>The candidates, those that most sources name first.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>The joined ranks of every item, 0 where no source names it.</summary>
    public readonly ReadOnlySpan<float> Fused => _fused.AsSpan(0, _all);

    /// <summary>Whether the shopper dealt with an item.</summary>
    public readonly bool IsKnown(int item) => _facts.Of(item).Times > 0;

    /// <summary>Where a source put an item.</summary>
    public readonly SourceRank RankOf(int source, int item) => new(_sources[source].Kind, _ranks[source * _all + item], ShareOf(source, item));

    /// <summary>Writes the features of an item: two for each source, then those of the pair.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="row">As long as <see cref="NamesOf"/>.</param>
    public readonly void Write(int item, Span<float> row)
    {
        for (var source = 0; source < _sources.Length; source++)
        {
            var rank = _ranks[source * _all + item];
            row[2 * source] = rank == 0 ? float.NaN : rank;
            row[2 * source + 1] = ShareOf(source, item);
        }

        _features.Write(_facts, item, row[(2 * _sources.Length)..]);
    }

    public readonly void Dispose()
    {
        _facts.Dispose();
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<int>.Shared.Return(_ranks);
        ArrayPool<float>.Shared.Return(_fused);
        ArrayPool<float>.Shared.Return(_highest);
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_itemScores);
    }

    /// <summary>The names of the features of rows.</summary>
    public static string[] NamesOf(IEnumerable<string> sources) =>
        [.. sources.SelectMany((source, place) => new[] { $"{source}-{place}-rank", $"{source}-{place}-share" }), .. PairFeatures.Names];

    private readonly float ShareOf(int source, int item)
    {
        var score = _scores[source * _all + item];
        return float.IsFinite(score) && _highest[source] > 0 ? score / _highest[source] : float.NaN;
    }

    private readonly void Ask(Shopper shopper, int room)
    {
        _fused.AsSpan(0, _all).Clear();
        _ranks.AsSpan(0, _sources.Length * _all).Clear();
        var (items, bests) = (ArrayPool<int>.Shared.Rent(room), ArrayPool<float>.Shared.Rent(room));
        for (var source = 0; source < _sources.Length; source++)
        {
            var scores = _scores.AsSpan(source * _all, _all);
            TryScore(_sources[source], shopper, room, scores);
            var top = new TopItems(items.AsSpan(0, room), bests.AsSpan(0, room));
            top.OfferAll(scores);
            top.Sort();
            _highest[source] = top.Items.IsEmpty ? 0 : top.Scores[0];
            for (var rank = 1; rank <= top.Items.Length; rank++)
            {
                _ranks[source * _all + top.Items[rank - 1]] = rank;
                _fused[top.Items[rank - 1]] += 1 / (RankOffset + rank);
            }
        }

        // What the shopper has is always a candidate, behind the rest: some sources never name it, and it may be due again.
        foreach (var item in shopper.Items)
            if (_fused[item] == 0)
                _fused[item] = 1 / (RankOffset + _all + 1);
        ArrayPool<int>.Shared.Return(items);
        ArrayPool<float>.Shared.Return(bests);
    }

    /// <summary>A source that cannot say anything of a history leaves it to the others.</summary>
    private static void TryScore(IRecommender source, Shopper shopper, int room, Span<float> scores)
    {
        try
        {
            FactorSearch.ScoreBest(source, shopper, room, scores);
        }
        catch (Data.NotConvergedException)
        {
            scores.Fill(float.NegativeInfinity);
        }
    }
}
