namespace Kirana.Recommend.Streaming;

/// <summary>What a linear layer has learnt, request by request, from one model to the next.</summary>
/// <remarks>One writer at a time; readers take <see cref="Weights"/> and never wait. Bounded: see <see cref="LinearLayer.MostRequests"/>.</remarks>
public sealed class LayerMemory
{
    private readonly LayerSums _sums;
    private readonly List<(string? User, long Time, double[] Term)> _requests = [];
    private double[] _weights;
    private int _first;
    private bool _areSomeGone;
    private long _newest = long.MinValue;

    /// <summary>Starts at the prior: the trained score alone.</summary>
    /// <param name="layer">How it learns.</param>
    /// <param name="landmark">A moment near the first request, UTC microseconds.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LayerMemory(LinearLayer layer, long landmark)
    {
        ArgumentNullException.ThrowIfNull(layer);
        layer.Check();
        Layer = layer;
        (_sums, _weights) = (new LayerSums(LayeredModel.Features.Count, layer.HalfLife, landmark), new double[LayeredModel.Features.Count]);
    }

    /// <summary>How it learns.</summary>
    public LinearLayer Layer { get; }

    /// <summary>The requests learnt from that still count.</summary>
    public int Requests => _requests.Count - _first;

    /// <summary>The newest request learnt from, UTC microseconds; <see langword="null"/> before the first.</summary>
    public long? Newest => Requests == 0 ? null : _newest;

    /// <summary>What each of <see cref="LayeredModel.Features"/> adds to the trained score's weight of 1 by itself; all 0 at the prior.</summary>
    public IReadOnlyList<double> Weights => Volatile.Read(ref _weights);

    internal ReadOnlySpan<double> WeightsNow => Volatile.Read(ref _weights);

    /// <summary>Takes what a request said.</summary>
    internal void Add(string? user, long time, double[] term)
    {
        _sums.Add(term, time);
        _requests.Add((user, time, term));
        _newest = Math.Max(_newest, time);
        if (Requests > Layer.MostRequests)
        {
            var oldest = _requests[_first];
            _sums.Remove(oldest.Term, oldest.Time);
            _requests[_first++] = default;
            _areSomeGone = true;
            // Half of the room is kept free of copies.
            if (_first > Layer.MostRequests)
            {
                _requests.RemoveRange(0, _first);
                _first = 0;
            }
        }

        Solve();
    }

    /// <summary>Takes out what was learnt from a person's first request on: how items went when others were asked held what the person took. Where older requests are not remembered
    /// any more, the person's may be among them, so that all is taken out.</summary>
    /// <param name="user">The person.</param>
    /// <returns>Whether anything was taken out.</returns>
    public bool Forget(string user)
    {
        var from = _areSomeGone ? _first : _requests.FindIndex(_first, request => string.Equals(request.User, user, StringComparison.Ordinal));
        if (from < 0)
            return false;
        _areSomeGone = false;
        for (var i = from; i < _requests.Count; i++)
            _sums.Remove(_requests[i].Term, _requests[i].Time);
        _requests.RemoveRange(from, _requests.Count - from);
        _newest = _requests.Skip(_first).Select(request => request.Time).DefaultIfEmpty(long.MinValue).Max();
        Solve();
        return true;
    }

    private void Solve() => Volatile.Write(ref _weights, Requests == 0 ? new double[_weights.Length] : _sums.Solve(Layer.PriorStrength, _newest));
}
