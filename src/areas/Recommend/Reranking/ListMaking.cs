using System.Buffers;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Recommend.Reranking;

/// <summary>One list on its way: places are filled from the top.</summary>
internal ref struct ListMaking
{
    private const int Nobody = -1;

    private static readonly double LogOf2 = Elementary.Log(2.0);

    private readonly Reranker _options;
    private readonly RerankRequest _request;
    private readonly ReadOnlySpan<int> _candidates;
    private readonly Span<int> _list;
    private readonly float[] _relevance;
    private readonly bool[] _isOut;
    private readonly int[] _pinned;
    private readonly int[] _counted;
    private readonly float[] _departmentGains;
    private readonly double[] _drawn;
    private readonly bool _spreads;
    private readonly bool _mixes;
    private Spread _spread;
    private DepartmentMix _mix;
    private RandomStream _random;
    private float _lowest = float.PositiveInfinity;
    private float _highest = float.NegativeInfinity;
    private int _count;
    private bool _hasDrawn;

    public ListMaking(Reranker options, in RerankRequest request, Span<int> list)
    {
        _options = options;
        _request = request;
        _list = list;
        _candidates = request.Items[..Math.Min(request.Items.Length, options.Window)];
        _relevance = ArrayPool<float>.Shared.Rent(_candidates.Length);
        _isOut = ArrayPool<bool>.Shared.Rent(_candidates.Length);
        _pinned = ArrayPool<int>.Shared.Rent(list.Length);
        _counted = ArrayPool<int>.Shared.Rent(CapGroups(request.Rules));
        _departmentGains = ArrayPool<float>.Shared.Rent(request.Rules.Traits.DepartmentCount);
        _drawn = ArrayPool<double>.Shared.Rent(request.NewItems.Length);
        _spreads = options.Diversity != DiversityMethod.None && options.DiversityWeight > 0 && request.Similarity is not null;
        _mixes = options.CalibrationWeight > 0 && !request.History.IsEmpty;
        if (_spreads)
            _spread = new Spread(request.Similarity!, options.Diversity == DiversityMethod.Determinantal, _candidates, list.Length);
        if (_mixes)
            _mix = new DepartmentMix(request.Rules.Traits, request.History, request.HistoryWeights);
        _random = new RandomStream(request.Seed);
    }

    /// <summary>Fills the list.</summary>
    /// <returns>The number of items.</returns>
    public int Run(ICollection<PlaceTrace>? trace)
    {
        _counted.AsSpan(0, CapGroups(_request.Rules)).Clear();
        Weigh();
        ReservePins();
        while (_count < _list.Length)
        {
            var place = _count + 1;
            if (_pinned[_count] != Nobody)
                Put(_pinned[_count], PlaceCause.Pinned, trace);
            else if (Explores(place) && NewItem() is >= 0 and var fresh)
                Take(fresh, PlaceCause.Explored, trace);
            else if (Best() is >= 0 and var best)
                Take(_candidates[best], PlaceCause.Best, trace);
            else if (!PullUpPin())
                break;
        }

        return _count;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_relevance);
        ArrayPool<bool>.Shared.Return(_isOut);
        ArrayPool<int>.Shared.Return(_pinned);
        ArrayPool<int>.Shared.Return(_counted);
        ArrayPool<float>.Shared.Return(_departmentGains);
        ArrayPool<double>.Shared.Return(_drawn);
        if (_spreads)
            _spread.Dispose();
        if (_mixes)
            _mix.Dispose();
    }

    private static int CapGroups(ActiveRules rules)
    {
        var groups = 0;
        foreach (var cap in rules.Caps)
            groups += cap.Groups;
        return groups;
    }

    /// <summary>The relevance of every candidate under rules and fatigue.</summary>
    private void Weigh()
    {
        var scores = _request.Scores[.._candidates.Length];
        foreach (var score in scores)
            if (float.IsFinite(score))
                (_lowest, _highest) = (Math.Min(_lowest, score), Math.Max(_highest, score));
        for (var i = 0; i < _candidates.Length; i++)
        {
            _isOut[i] = !float.IsFinite(scores[i]) || IsExcluded(_candidates[i]);
            _relevance[i] = Share(i) * _request.Rules.FactorOf(_candidates[i]) * Freshness(i);
        }
    }

    private readonly float Share(int candidate) => _highest > _lowest ? (_request.Scores[candidate] - _lowest) / (_highest - _lowest) : 1;

    private readonly float Freshness(int candidate) => _request.ShownInVain.IsEmpty || !(_request.ShownInVain[candidate] > 0) || double.IsPositiveInfinity(_options.FatigueHalf)
        ? 1
        : (float)Elementary.Exp(-LogOf2 * _request.ShownInVain[candidate] / _options.FatigueHalf);

    private readonly bool IsExcluded(int item) => _request.Rules.ExcludedBy(item) is not null || _request.Excluded.BinarySearch(item) >= 0;

    /// <summary>Chooses the item of every pinned place beforehand, so that no place above takes it or uses up its caps.</summary>
    private readonly void ReservePins()
    {
        var pinned = _pinned.AsSpan(0, _list.Length);
        pinned.Fill(Nobody);
        foreach (var pin in _request.Rules.Pins)
        {
            if (pin.Place > pinned.Length || pinned[pin.Place - 1] != Nobody)
                continue;
            foreach (var item in pin.Items)
                if (!IsExcluded(item) && !pinned.Contains(item) && IsWithinCaps(item))
                {
                    pinned[pin.Place - 1] = item;
                    Occupy(item);
                    break;
                }
        }
    }

    private readonly bool Explores(int place)
    {
        for (var i = 0; i < _options.ExplorationPlaces.Count; i++)
            if (_options.ExplorationPlaces[i] == place)
                return true;
        return false;
    }

    /// <summary>Draws a chance for every new item once a list, and takes the highest of those that may be listed.</summary>
    private int NewItem()
    {
        if (!_hasDrawn)
            // For every item, so that what one rule leaves out does not change the draws of the others.
            for (var i = 0; i < _request.NewItems.Length; i++)
                _drawn[i] = _request.NewChances[i].Draw(ref _random);
        _hasDrawn = true;
        var (best, highest) = (Nobody, double.NegativeInfinity);
        for (var i = 0; i < _request.NewItems.Length; i++)
            if (_drawn[i] > highest && _request.NewItems[i] is var item && !IsExcluded(item) && !IsListed(item) && IsWithinCaps(item))
                (best, highest) = (item, _drawn[i]);
        return best;
    }

    private readonly int Best()
    {
        if (_mixes)
            _mix.Gains(_departmentGains);
        var (best, highest) = (Nobody, float.NegativeInfinity);
        for (var i = 0; i < _candidates.Length; i++)
        {
            if (_isOut[i])
                continue;
            var worth = Relevance(i) + Diversity(i) + Calibration(_candidates[i]) + Novelty(_candidates[i]);
            // Caps last: they look up groups far apart in memory, and few candidates get so far.
            if ((worth > highest || best == Nobody) && IsWithinCaps(_candidates[i]))
                (best, highest) = (i, worth);
        }

        return best;
    }

    private readonly float Relevance(int candidate) => _spreads ? (float)(1 - _options.DiversityWeight) * _relevance[candidate] : _relevance[candidate];

    private readonly float Diversity(int candidate) => _spreads ? (float)_options.DiversityWeight * _spread.Of(candidate) : 0;

    private readonly float Calibration(int item) =>
        _mixes ? (float)_options.CalibrationWeight * _departmentGains[_request.Rules.Traits.Departments[item]] : 0;

    private readonly float Novelty(int item) => _options.NoveltyWeight > 0 && !_request.Novelty.IsEmpty ? (float)_options.NoveltyWeight * _request.Novelty[item] : 0;

    private readonly bool IsWithinCaps(int item)
    {
        var start = 0;
        foreach (var cap in _request.Rules.Caps)
        {
            var group = cap.GroupOf[item];
            if (group >= 0 && _counted[start + group] >= cap.Rule.Count)
                return false;
            start += cap.Groups;
        }

        return true;
    }

    private readonly bool IsListed(int item) => _list[.._count].Contains(item) || _pinned.AsSpan(_count, _list.Length - _count).Contains(item);

    /// <summary>Counts an item against the caps and takes it out of the candidates.</summary>
    private readonly void Occupy(int item)
    {
        var start = 0;
        foreach (var cap in _request.Rules.Caps)
        {
            if (cap.GroupOf[item] is >= 0 and var group)
                _counted[start + group]++;
            start += cap.Groups;
        }

        if (_candidates.IndexOf(item) is >= 0 and var candidate)
            _isOut[candidate] = true;
    }

    /// <summary>Lists an item that was not reserved.</summary>
    private void Take(int item, PlaceCause cause, ICollection<PlaceTrace>? trace)
    {
        Occupy(item);
        Put(item, cause, trace);
    }

    private void Put(int item, PlaceCause cause, ICollection<PlaceTrace>? trace)
    {
        var candidate = _candidates.IndexOf(item);
        if (trace is not null)
            trace.Add(Trace(item, candidate, cause));
        _list[_count++] = item;
        if (_spreads)
            _spread.Add(item, candidate);
        if (_mixes)
            _mix.Add(item);
    }

    private readonly PlaceTrace Trace(int item, int candidate, PlaceCause cause)
    {
        if (_mixes)
            _mix.Gains(_departmentGains);
        var rule = cause == PlaceCause.Pinned ? Array.Find(_request.Rules.Pins, pin => Array.IndexOf(pin.Items, item) >= 0)?.Rule.Name : null;
        return candidate < 0
            ? new PlaceTrace(item, cause, 0, 0, _request.Rules.FactorOf(item), 1, 0, Calibration(item), Novelty(item), rule)
            : new PlaceTrace(item, cause, candidate + 1, Share(candidate), _request.Rules.FactorOf(item), Freshness(candidate), Diversity(candidate), Calibration(item), Novelty(item), rule);
    }

    /// <summary>Where nothing is left for a place, the next pinned item moves up to it.</summary>
    private readonly bool PullUpPin()
    {
        for (var place = _count + 1; place < _list.Length; place++)
            if (_pinned[place] != Nobody)
            {
                (_pinned[_count], _pinned[place]) = (_pinned[place], Nobody);
                return true;
            }

        return false;
    }
}
