using System.Buffers;
using Kirana.Recommend;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Search;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>The items that rules may choose from, in rented arrays: the model's best, and where it names too few the most popular behind them.</summary>
internal readonly ref struct RuledCandidates : IDisposable
{
    private readonly int[] _items;
    private readonly float[] _own;
    private readonly float[] _scores;
    private readonly int _count;

    /// <summary>Asks the models.</summary>
    /// <param name="model">The model; <see langword="null"/> if the popular list alone says what suits.</param>
    /// <param name="popular">The popular list.</param>
    /// <param name="shopper">For whom.</param>
    /// <param name="most">The most candidates.</param>
    /// <param name="excluded">Items that must not be listed.</param>
    /// <param name="ruledOut">Items that rules exclude: left out here, so that strict rules do not leave the list short.</param>
    public RuledCandidates(IRecommender? model, IRecommender popular, Shopper shopper, int most, ReadOnlySpan<int> excluded, ReadOnlySpan<int> ruledOut)
    {
        var all = popular.Items.Count;
        var room = Math.Min(most, all);
        (_items, _own, _scores) = (ArrayPool<int>.Shared.Rent(room), ArrayPool<float>.Shared.Rent(room), ArrayPool<float>.Shared.Rent(room));
        var rented = ArrayPool<float>.Shared.Rent(all);
        var scores = rented.AsSpan(0, all);
        if (model is not null)
            FromModel = Take(model, shopper, scores, 0, room, excluded, ruledOut);
        _own.AsSpan(0, FromModel).CopyTo(_scores);
        _count = FromModel;
        if (FromModel < room)
        {
            _count += Take(popular, shopper, scores, FromModel, room, excluded, ruledOut);
            Append();
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>How many come from the model.</summary>
    public int FromModel { get; }

    /// <summary>The candidates, best first.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>Scores on one scale, descending.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _count);

    /// <summary>The score of each by the model it comes from.</summary>
    public ReadOnlySpan<float> OwnScores => _own.AsSpan(0, _count);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<float>.Shared.Return(_own);
        ArrayPool<float>.Shared.Return(_scores);
    }

    private int Take(IRecommender model, Shopper shopper, Span<float> scores, int start, int end, ReadOnlySpan<int> excluded, ReadOnlySpan<int> ruledOut)
    {
        FactorSearch.ScoreBest(model, shopper, Math.Min(scores.Length, end + excluded.Length + ruledOut.Length), scores);
        LeaveOut(excluded, scores);
        LeaveOut(ruledOut, scores);
        LeaveOut(_items.AsSpan(0, start), scores);
        var top = new TopItems(_items.AsSpan(start, end - start), _own.AsSpan(start, end - start));
        top.OfferAll(scores);
        top.Sort();
        return top.Items.Length;
    }

    /// <summary>Popular items follow on the model's scale, in even steps below its last: the two scales have nothing in common.</summary>
    private void Append()
    {
        if (FromModel == 0)
        {
            _own.AsSpan(0, _count).CopyTo(_scores);
            return;
        }

        var (highest, lowest) = (_own[0], _own[FromModel - 1]);
        var step = Math.Max((highest - lowest) / _count, Math.Max(Math.Abs(lowest), 1e-6f) * 1e-3f);
        for (var i = FromModel; i < _count; i++)
            _scores[i] = lowest - step * (i - FromModel + 1);
    }

    private static void LeaveOut(ReadOnlySpan<int> items, Span<float> scores)
    {
        foreach (var item in items)
            if (item < scores.Length)
                scores[item] = float.NegativeInfinity;
    }
}
