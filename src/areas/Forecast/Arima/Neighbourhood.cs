using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>The way of one series from order to better order.</summary>
/// <remarks>First a grid of simple orders competes, then around the best all whose p, q, P or Q differs by one, whose p and
/// q or P and Q both do, and the one that has a constant or has none. An order near the border of
/// stationarity or invertibility is not taken.</remarks>
internal sealed class Neighbourhood
{
    private const int Largest = 5;
    private const int Finalists = 3;

    /// <summary>An order whose criterion promises to be worse than the best by more than this is given up.</summary>
    private const double Hopeless = 4;

    /// <summary>Orders whose criterion is this near to the best are followed to the end with it.</summary>
    private const double NearBest = 1;

    private readonly PreparedSeries _prepared;
    private readonly ArimaOrder _first;
    private readonly int _largest;
    private readonly int _largestSeasonal;
    private readonly HashSet<ArimaOrder> _tried = [];
    private readonly ArmaData?[] _data = new ArmaData?[2];
    private readonly List<Candidate> _candidates = [];
    private readonly List<Candidate> _all = [];
    private Candidate? _best;

    /// <summary>Begins.</summary>
    /// <param name="prepared">The series.</param>
    /// <param name="first">The order of white noise, with the differences that all have, and a constant where one is allowed.</param>
    /// <param name="isExact">Whether that order leaves no error.</param>
    public Neighbourhood(PreparedSeries prepared, ArimaOrder first, bool isExact)
    {
        _prepared = prepared;
        _first = first;
        IsExact = isExact;
        var season = prepared.Season;
        _largest = Math.Min(Largest, prepared.Observed / 3);
        if (season > 1)
            _largest = Math.Min(_largest, season - 1);
        _largestSeasonal = season > 1 && season <= ArimaMethod.LongestSeason ? Math.Min(ArimaOrder.LargestSeasonal, prepared.Observed / 3 / season) : 0;
    }

    /// <summary>Whether nothing is to be searched.</summary>
    public bool IsExact { get; }

    /// <summary>The best order.</summary>
    public ChosenOrder Choice => IsExact || _best is null ? new ChosenOrder(_first, null, IsExact) : new ChosenOrder(_best.Order, _best.Task.Point);

    /// <summary>The searches to run next: of new orders, or of the best ones, <see cref="Candidate.IsFollowed"/>, to their ends. None when the best
    /// order has been followed to the end and all its neighbours have been tried.</summary>
    public IReadOnlyList<Candidate> Next()
    {
        _candidates.Clear();
        if (_tried.Count == 0)
        {
            Try(null, First());
        }
        else if (_best is { IsFollowed: false })
        {
            // A search that was broken off may have stood among the best before it came too close to the border.
            foreach (var candidate in _all.Where(one => one is { IsFollowed: false, IsFar: true } && one.Criterion < _best.Criterion + NearBest).OrderBy(one => one.Criterion).Take(Finalists))
            {
                candidate.IsFollowed = true;
                candidate.Task.Limit = double.PositiveInfinity;
                _candidates.Add(candidate);
            }
        }
        else if (_best is { IsCentre: false })
        {
            _best.IsCentre = true;
            Try(_best, Around(_best.Order));
        }

        return _candidates;
    }

    /// <summary>Finds the best of all orders tried.</summary>
    public void Judge()
    {
        foreach (var candidate in _candidates)
        {
            candidate.Criterion = _prepared.Criterion(candidate.Order, candidate.Task.Objective);
            candidate.IsFar = double.IsFinite(candidate.Criterion) && candidate.IsFarFromBorder();
        }

        _best = _all.Where(one => one.IsFar).MinBy(one => one.Criterion);
    }

    private void Try(Candidate? centre, IEnumerable<ArimaOrder> orders)
    {
        foreach (var order in orders)
        {
            if (order.Ar < 0 || order.Ma < 0 || order.SeasonalAr < 0 || order.SeasonalMa < 0 || order.Ar > _largest || order.Ma > _largest
                || order.SeasonalAr > _largestSeasonal || order.SeasonalMa > _largestSeasonal || !_prepared.Suits(order) || !_tried.Add(order))
                continue;
            var (data, fitted) = (_data[order.HasConstant ? 1 : 0] ??= _prepared.Data(order), _prepared.Orders(order));
            var limit = (_best?.Criterion ?? double.PositiveInfinity) + Hopeless - _prepared.Criterion(order, 0);
            var start = centre is null ? StartingPoints.Of(fitted, 0) : StartingPoints.Adapt(centre.Task.Orders, centre.Task.Point, fitted);
            _candidates.Add(new Candidate(order, new ArmaTask(data, fitted, start) { Limit = limit }));
        }

        _all.AddRange(_candidates.Where(one => !_all.Contains(one)));
    }

    /// <summary>All p and q up to 2 with the usual seasons, those up to 1 with further ones.</summary>
    private IEnumerable<ArimaOrder> First()
    {
        for (var ar = 0; ar <= 2; ar++)
        {
            for (var ma = 0; ma <= 2; ma++)
            {
                foreach (var (seasonalAr, seasonalMa) in new[] { (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (0, 2) })
                    if (Math.Max(ar, ma) <= 1 || seasonalAr == 0 && seasonalMa <= 1)
                        yield return _first with { Ar = ar, Ma = ma, SeasonalAr = seasonalAr, SeasonalMa = seasonalMa };
            }
        }

        yield return _first with { HasConstant = false };
    }

    private IEnumerable<ArimaOrder> Around(ArimaOrder centre)
    {
        for (var first = -1; first <= 1; first++)
        {
            for (var second = -1; second <= 1; second++)
            {
                yield return centre with { Ar = centre.Ar + first, Ma = centre.Ma + second };
                yield return centre with { SeasonalAr = centre.SeasonalAr + first, SeasonalMa = centre.SeasonalMa + second };
            }
        }

        if (_first.HasConstant)
            yield return centre with { HasConstant = !centre.HasConstant };
    }
}
