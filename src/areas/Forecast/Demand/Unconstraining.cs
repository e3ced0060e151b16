using Kirana.Data.Series;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Demand;

/// <summary>One run of <see cref="CensoredDemand"/>.</summary>
internal sealed class Unconstraining
{
    private const int FewestKnown = 3;
    private const double MostDispersion = 10;
    // Beyond this multiple of sales, demand has run away with its dispersion.
    private const double MostGrowth = 10;
    private const double LeastMean = 1e-9;

    private readonly CensoredDemand _options;
    private readonly TimeSeries _sales;
    private readonly double[] _sold;
    private readonly bool[] _censored;
    private readonly double[] _available;
    private readonly int _season;
    private readonly int _span;
    private readonly double _unit;
    private readonly double[] _demand;
    private readonly double[] _mean;
    private readonly double[] _factors;
    private double _dispersion;
    private bool _isPoisson;

    public Unconstraining(CensoredDemand options, TimeSeries sales, ReadOnlySpan<bool> stockOuts, ReadOnlySpan<double> available)
    {
        var length = sales.Length;
        (_options, _sales) = (options, sales);
        // A season without two rounds tells nothing of its phases.
        _season = length >= 2 * options.Season ? options.Season : 1;
        _span = options.Span ?? Math.Max(28, (int)Math.Min(int.MaxValue, 8L * options.Season));
        _censored = stockOuts.IsEmpty ? new bool[length] : stockOuts.ToArray();
        _available = new double[length];
        _available.AsSpan().Fill(1);
        available.CopyTo(_available);
        (_sold, _demand, _mean, _factors) = (new double[length], new double[length], new double[length], new double[_season]);
        var largest = 0.0;
        for (var t = 0; t < length; t++)
        {
            var sold = _sold[t] = double.IsFinite(sales.Values[t]) ? Math.Max(0, sales.Values[t]) : double.NaN;
            largest = sold > largest ? sold : largest;
        }

        // Counts beyond a million are as good as measures; nearer the largest numbers squares would overflow.
        _unit = largest > 1e9 ? largest / 1e6 : 1;
        foreach (ref var sold in _sold.AsSpan())
            sold /= _unit;
    }

    public UnconstrainedDemand Run()
    {
        var (known, hidden) = (0, 0);
        for (var t = 0; t < _sold.Length; t++)
        {
            var isWhole = !_censored[t] && _available[t] > 0 && !double.IsNaN(_sold[t]);
            known += isWhole ? 1 : 0;
            hidden += _censored[t] || _available[t] < 1 ? 1 : 0;
        }

        if (hidden > 0 && known < FewestKnown)
            return Result(0, converged: false,
                $"Only {known} steps tell demand, of {FewestKnown} that are needed, so sales are left as they are.", _sold);
        if (Iterate() is var (iterations, isDone))
            return Result(iterations, isDone, null, _demand);
        (_isPoisson, _dispersion) = (true, 0);
        (iterations, isDone) = Iterate() ?? (_options.MostIterations, false);
        return Result(iterations, isDone, "So much was out of stock that the spread of demand cannot be told, so Poisson demand is taken for granted.", _demand);
    }

    /// <summary>Rounds until nothing changes; <see langword="null"/> if demand ran away.</summary>
    private (int Iterations, bool IsDone)? Iterate()
    {
        Begin();
        var (sold, before, isDone, iteration) = (Sum(_mean), double.NaN, false, 0);
        while (iteration < _options.MostIterations && !isDone)
        {
            iteration++;
            Complete();
            Estimate();
            var total = Sum(_mean);
            if (total > MostGrowth * sold && !_isPoisson)
                return null;
            isDone = Math.Abs(total - before) <= _options.Tolerance * total;
            before = total;
        }

        Complete();
        return (iteration, isDone);
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private UnconstrainedDemand Result(int iterations, bool converged, string? fallback, double[] demand)
    {
        var values = new double[demand.Length];
        var expected = new double[demand.Length];
        for (var t = 0; t < demand.Length; t++)
        {
            var observed = _sales.Values[t];
            values[t] = !double.IsFinite(observed) ? double.NaN
                : _censored[t] || _available[t] < 1 ? Magnitude.Finite(demand[t] * _unit)
                : observed;
            expected[t] = iterations > 0 ? Magnitude.Finite(_mean[t] * _unit) : double.NaN;
        }

        return new UnconstrainedDemand(new TimeSeries(_sales.Key, _sales.Axis, values), expected, _dispersion, iterations, converged, fallback);
    }

    /// <summary>Sales as they are, over the share in which there were any.</summary>
    private void Begin()
    {
        _factors.AsSpan().Fill(1);
        for (var t = 0; t < _sold.Length; t++)
            _demand[t] = _available[t] == 0 ? double.NaN : _sold[t] / Math.Max(0.1, _available[t]);
        Estimate();
    }

    /// <summary>Each step's demand as it is expected given what is known, in place.</summary>
    private void Complete()
    {
        var (squares, means, weight) = (0.0, 0.0, 0);
        for (var t = 0; t < _sold.Length; t++)
        {
            if (double.IsNaN(_sold[t]))
                continue;
            var (mean, sold, available) = (_mean[t], _sold[t], _available[t]);
            var square = (sold - mean) * (sold - mean);
            if (_censored[t])
            {
                (_demand[t], square) = _options.StockOuts == StockOutKind.Limit
                    ? NegativeBinomialTail.Moments(mean, _dispersion, sold)
                    : UnknownPart.Moments(mean, _dispersion, sold);
            }
            else if (available < 1)
            {
                sold = available == 0 ? 0 : sold;
                var rest = (1 - available) * mean * (1 + _dispersion * sold) / (1 + _dispersion * available * mean);
                _demand[t] = sold + rest;
                square = rest + rest * rest * _dispersion / (1 + _dispersion * sold) + (sold + rest - mean) * (sold + rest - mean);
            }
            else
            {
                _demand[t] = sold;
            }

            squares += square - mean;
            means += mean * mean;
            weight++;
        }

        // The means were fitted to the same demand, which takes from its squares what a factor or level costs.
        var fitted = _season + weight / (2.0 * _span + 1);
        var lost = weight > 2 * fitted ? weight / (weight - fitted) : 2;
        if (means > 0 && !_isPoisson)
            _dispersion = Math.Clamp((squares + Total(_mean)) * lost / means - Total(_mean) / means, 0, MostDispersion);
    }

    private double Total(double[] means)
    {
        var sum = 0.0;
        for (var t = 0; t < means.Length; t++)
            sum += double.IsNaN(_sold[t]) ? 0 : means[t];
        return sum;
    }

    /// <summary>Level and factors of the completed demand.</summary>
    private void Estimate()
    {
        var length = _demand.Length;
        // Running sums: what was wanted before step t, and the factors that were then at work.
        var (wanted, factors) = (new double[length + 1], new double[length + 1]);
        for (var t = 0; t < length; t++)
        {
            var isKnown = !double.IsNaN(_demand[t]);
            wanted[t + 1] = wanted[t] + (isKnown ? _demand[t] : 0);
            factors[t + 1] = factors[t] + (isKnown ? _factors[t % _season] : 0);
        }

        var (phaseDemand, phaseLevel) = (new double[_season], new double[_season]);
        for (var t = 0; t < length; t++)
        {
            var (from, to) = (Math.Max(0, t - _span), Math.Min(length, t < length - _span ? t + _span + 1 : length));
            var shares = factors[to] - factors[from];
            var level = shares > 0 ? (wanted[to] - wanted[from]) / shares : wanted[length] / Math.Max(LeastMean, factors[length]);
            _mean[t] = level;
            if (double.IsNaN(_demand[t]))
                continue;
            phaseDemand[t % _season] += _demand[t];
            phaseLevel[t % _season] += level;
        }

        var sum = 0.0;
        for (var phase = 0; phase < _season; phase++)
            sum += _factors[phase] = phaseLevel[phase] > 0 ? phaseDemand[phase] / phaseLevel[phase] : 1;
        for (var phase = 0; phase < _season; phase++)
            _factors[phase] = sum > 0 ? _factors[phase] * _season / sum : 1;
        for (var t = 0; t < length; t++)
            _mean[t] = Math.Max(LeastMean, _mean[t] * _factors[t % _season]);
    }
}
