using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Search;

namespace Kirana.Recommend.Ranking;

/// <summary>The best items of one source for one shopper, with ranks, and the scores of others where the source has them at hand.</summary>
/// <remarks>Not thread-safe; used again and again by one thread.</remarks>
internal sealed class SourceNominations
{
    private readonly ItemTable _table = new();
    private readonly ItemOrder _order = new();
    private int[] _items = [];
    private float[] _best = [];
    private float[] _rented = [];
    private float[]? _all;
    private int[]? _ranks;
    private int _count;

    /// <summary>The most items that are named.</summary>
    public int Room { get; private set; }

    /// <summary>The items, best first.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>The highest score, 0 if nothing is named.</summary>
    public float Highest => _count == 0 ? 0 : _best[0];

    /// <summary>Asks a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="shopper">For whom.</param>
    /// <param name="room">The most items.</param>
    public void Ask(IRecommender source, Shopper shopper, int room)
    {
        Begin(room);
        if (source is INominator nominator)
            nominator.Nominate(shopper, this);
        else if (source is IFactorRecommender { Index: { } index } factors)
            Search(factors, index, shopper);
        else
            ScoreAll(source, shopper);
        for (var rank = 1; rank <= _count && _ranks is null; rank++)
            _table.Rank(_items[rank - 1], rank);
    }

    /// <summary>Adds to the score of an item; what was added is named at <see cref="NameAdded"/>.</summary>
    public void Add(int item, float amount) => _table.Add(item, amount);

    /// <summary>Names the best of what was added; a score of 0 says nothing.</summary>
    public void NameAdded()
    {
        _order.Begin(_table.Count);
        for (var order = 0; order < _table.Count; order++)
            if (_table.SumAt(order) is not 0 and var sum)
                _order.Add(_table.ItemAt(order), sum);
        _count = _order.Take(_items.AsSpan(0, Room), _best.AsSpan(0, Room));
    }

    /// <summary>Names the first of an order that holds for everybody.</summary>
    /// <param name="order">Items, best first, of those that can be said anything of.</param>
    /// <param name="ranks">The rank of every item in it, from 1.</param>
    /// <param name="scores">The scores of all items.</param>
    public void NameFirst(ReadOnlySpan<int> order, int[] ranks, float[] scores)
    {
        (_all, _ranks) = (scores, ranks);
        _count = Math.Min(Room, order.Length);
        order[.._count].CopyTo(_items);
        for (var i = 0; i < _count; i++)
            _best[i] = scores[_items[i]];
    }

    /// <summary>The rank of an item, from 1; 0 if it is not named.</summary>
    public int RankOf(int item) =>
        _ranks is null ? _table.TryGet(item, out _, out var rank) ? rank : 0 : _ranks[item] <= _count ? _ranks[item] : 0;

    /// <summary>The score of an item; −∞ if it is not known.</summary>
    public float ScoreOf(int item) =>
        _all is not null ? _all[item] : _table.TryGet(item, out var sum, out _) && sum != 0 ? sum : float.NegativeInfinity;

    private void Begin(int room)
    {
        _table.Clear();
        (_all, _ranks, _count, Room) = (null, null, 0, room);
        if (_items.Length < room)
            (_items, _best) = (new int[room], new float[room]);
    }

    private void Search(IFactorRecommender model, VectorIndex index, Shopper shopper)
    {
        var (rented, results) = (ArrayPool<float>.Shared.Rent(model.Factors), ArrayPool<ScoredItem>.Shared.Rent(Room));
        var vector = rented.AsSpan(0, model.Factors);
        try
        {
            model.FoldIn(shopper, vector);
            foreach (var item in results.AsSpan(0, index.Search(vector, Room, results)))
                (_items[_count], _best[_count++]) = (item.Handle, item.Score);
            for (var i = 0; i < _count; i++)
                _table.Add(_items[i], _best[i]);
            foreach (var item in shopper.Items)
                if (!_table.TryGet(item, out _, out _))
                    _table.Add(item, Dot.Of(model.ItemFactors.Slice(item * model.Factors, model.Factors), vector));
        }
        catch (Data.NotConvergedException)
        {
            // A source that cannot say anything of a history leaves it to the others.
        }

        ArrayPool<ScoredItem>.Shared.Return(results);
        ArrayPool<float>.Shared.Return(rented);
    }

    private void ScoreAll(IRecommender source, Shopper shopper)
    {
        if (_rented.Length < source.Items.Count)
            _rented = new float[source.Items.Count];
        _all = _rented;
        var scores = _rented.AsSpan(0, source.Items.Count);
        try
        {
            source.Score(shopper, scores);
        }
        catch (Data.NotConvergedException)
        {
            // As above.
            scores.Fill(float.NegativeInfinity);
        }

        var top = new TopItems(_items.AsSpan(0, Room), _best.AsSpan(0, Room));
        top.OfferAll(scores);
        top.Sort();
        _count = top.Items.Length;
    }
}
