using System.Buffers;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Sessions;

/// <summary>One current session while it is compared with the past, in rented arrays.</summary>
internal readonly ref struct SessionQuery : IDisposable
{
    private readonly SessionNeighborsModel _model;
    private readonly int[] _currentItems;
    private readonly float[] _repeats;
    private readonly int[] _neighbors;
    private readonly float[] _similarities;
    private readonly SumTable _weights;

    /// <summary>Finds the neighbours of a session.</summary>
    public SessionQuery(SessionNeighborsModel model, Shopper shopper)
    {
        _model = model;
        var length = model.Learner.HistoryLength;
        _currentItems = ArrayPool<int>.Shared.Rent(length);
        _repeats = ArrayPool<float>.Shared.Rent(length);
        _neighbors = ArrayPool<int>.Shared.Rent(model.Learner.Neighbors);
        _similarities = ArrayPool<float>.Shared.Rent(model.Learner.Neighbors);
        _weights = new SumTable(length);
        ItemCount = Weigh(shopper);
        NeighborCount = FindNeighbors();
    }

    /// <summary>The distinct items of the current session that count, the latest first.</summary>
    public ReadOnlySpan<int> Items => _currentItems.AsSpan(0, ItemCount);

    /// <summary>What each of <see cref="Items"/> gains because it may come back.</summary>
    public ReadOnlySpan<float> Repeats => _repeats.AsSpan(0, ItemCount);

    /// <summary>The weights of the current session's items.</summary>
    public SumTable Weights => _weights;

    /// <summary>The neighbours, in any but always the same order.</summary>
    public ReadOnlySpan<int> Neighbors => _neighbors.AsSpan(0, NeighborCount);

    /// <summary>How similar each is, positive.</summary>
    public ReadOnlySpan<float> Similarities => _similarities.AsSpan(0, NeighborCount);

    private int ItemCount { get; }

    private int NeighborCount { get; }

    public void Dispose()
    {
        _weights.Dispose();
        ArrayPool<float>.Shared.Return(_similarities);
        ArrayPool<int>.Shared.Return(_neighbors);
        ArrayPool<float>.Shared.Return(_repeats);
        ArrayPool<int>.Shared.Return(_currentItems);
    }

    private int Weigh(Shopper shopper)
    {
        var count = 0;
        var (age, repeat) = (1f, (float)_model.Learner.Repeat);
        for (var e = shopper.Items.Length - 1; e >= 0 && count < _model.Learner.HistoryLength; e--, age *= _model.HistoryDecay, repeat *= _model.RepeatDecay)
        {
            var item = shopper.Items[e];
            if ((uint)item >= (uint)_model.Rarities.Length || _weights.Of(item) > 0)
                continue;
            var weight = shopper.Weights[e] * age * _model.Rarities[item];
            // Of very old events nothing is left, so a history of 100,000 events costs hardly more than one of a hundred.
            if (!(weight > 0))
                break;
            _weights.Add(item, weight);
            _repeats[count] = repeat;
            _currentItems[count++] = item;
        }

        return count;
    }

    private int FindNeighbors()
    {
        var most = 0;
        foreach (var item in Items)
            most += _model.Index.SessionsOf(item).Length;
        using var sessions = new SumTable(most);
        foreach (var item in Items)
        {
            var weight = _weights.Of(item);
            foreach (var session in _model.Index.SessionsOf(item))
                sessions.Add(session, weight);
        }

        var room = _model.Learner.Neighbors;
        var top = new TopItems(_neighbors.AsSpan(0, room), _similarities.AsSpan(0, room));
        for (var place = 0; place < sessions.Places; place++)
            if (sessions.KeyAt(place) is var session and >= 0)
                top.Offer(session, sessions.SumAt(place) * _model.SessionFactors[session]);

        // The factors hold the root of their share, so that the power is taken of the neighbours only.
        foreach (ref var similarity in _similarities.AsSpan(0, top.Items.Length))
            similarity = (float)Powers.Of(similarity, _model.Learner.Sharpness);
        return top.Items.Length;
    }
}
