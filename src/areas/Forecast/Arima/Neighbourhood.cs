using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>The way of one series from order to better order.</summary>
/// <remarks>First four simple orders and one of medium size compete, then around the best all whose p, q, P or Q differs by one, whose p and
/// q or P and Q both do, and the one that has a constant or has none. An order with a root within 1.01 of zero is not taken: such a
/// model nearly is one of other differences.</remarks>
internal sealed class Neighbourhood
{
    private const int Largest = 5;
    private const double NearestRoot = 1.01;

    private readonly PreparedSeries _prepared;
    private readonly ArimaOrder _first;
    private readonly int _largest;
    private readonly int _largestSeasonal;
    private readonly HashSet<ArimaOrder> _tried = [];
    private readonly ArmaData?[] _data = new ArmaData?[2];
    private readonly List<Candidate> _candidates = [];
    private Candidate? _best;
    private double _criterion = double.PositiveInfinity;

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

    /// <summary>The orders to try next, none when the search has ended.</summary>
    public IReadOnlyList<Candidate> Next()
    {
        _candidates.Clear();
        var orders = _tried.Count == 0 ? First() : _best is null ? [] : Around(_best.Order);
        foreach (var order in orders)
        {
            if (order.Ar < 0 || order.Ma < 0 || order.SeasonalAr < 0 || order.SeasonalMa < 0 || order.Ar > _largest || order.Ma > _largest
                || order.SeasonalAr > _largestSeasonal || order.SeasonalMa > _largestSeasonal || !_prepared.Suits(order) || !_tried.Add(order))
                continue;
            var (data, fitted) = (_data[order.HasConstant ? 1 : 0] ??= _prepared.Data(order), _prepared.Orders(order));
            var start = _best is null ? StartingPoints.Of(fitted, 0) : StartingPoints.Adapt(_best.Task.Orders, _best.Task.Point, fitted);
            _candidates.Add(new Candidate(order, new ArmaTask(data, fitted, start)));
        }

        return _candidates;
    }

    /// <summary>Takes the best of the orders tried if it is better than the best before.</summary>
    /// <returns>Whether one was.</returns>
    public bool Judge()
    {
        var better = false;
        foreach (var candidate in _candidates)
        {
            var criterion = _prepared.Criterion(candidate.Order, candidate.Task.Objective);
            if (!(criterion < _criterion) || !IsFarFromBorder(candidate))
                continue;
            (_best, _criterion, better) = (candidate, criterion, true);
        }

        return better;
    }

    private IEnumerable<ArimaOrder> First()
    {
        var (low, high) = (Math.Min(1, _largestSeasonal), Math.Min(2, _largest));
        foreach (var order in new[] { _first, _first with { HasConstant = false } })
        {
            yield return order;
            yield return order with { Ar = Math.Min(1, _largest), SeasonalAr = low };
            yield return order with { Ma = Math.Min(1, _largest), SeasonalMa = low };
            yield return order with { Ar = high, Ma = high, SeasonalAr = low, SeasonalMa = low };
        }
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

    private static bool IsFarFromBorder(Candidate candidate)
    {
        var parameters = ArimaParameters.At(candidate.Order, candidate.Task.Point, 0);
        var seasonal = 1.0;
        for (var k = 0; k < candidate.Task.Orders.Season; k++)
            seasonal *= NearestRoot;
        return PartialAutocorrelations.RootsBeyond(parameters.Ar, 1, NearestRoot) && PartialAutocorrelations.RootsBeyond(parameters.Ma, -1, NearestRoot)
            && PartialAutocorrelations.RootsBeyond(parameters.SeasonalAr, 1, seasonal) && PartialAutocorrelations.RootsBeyond(parameters.SeasonalMa, -1, seasonal);
    }
}
