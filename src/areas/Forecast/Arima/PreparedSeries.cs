using Kirana.Data.Series;
using Kirana.Forecast.Arima.Differencing;
using Kirana.Forecast.Arima.Likelihood;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima;

/// <summary>A series made ready for ARIMA: from the first to the last observation, gaps filled and remembered, of magnitude 1.</summary>
internal sealed class PreparedSeries
{
    /// <summary>Differences between numbers of magnitude 1 below this are rounding.</summary>
    private const double Rounding = 1e-13;

    private readonly TimeSeries _series;
    private readonly double[][] _regressors;
    private readonly double[] _values;
    private readonly double[] _whole;
    private readonly int[] _gaps;
    private readonly int _first;
    private readonly double _unit = 1;
    private readonly double[] _scales;

    /// <summary>Prepares.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="regressors">Regressors, as long as the series.</param>
    public PreparedSeries(TimeSeries series, int season, params double[][] regressors)
    {
        _series = series;
        Season = season;
        _whole = new double[series.Length];
        var observed = GapFilling.Fill(series.Values, _whole);
        Observed = observed;
        _first = 0;
        var last = series.Length;
        while (_first < last && !double.IsFinite(series.Values[_first]))
            _first++;
        while (last > _first && !double.IsFinite(series.Values[last - 1]))
            last--;
        _values = _whole[_first..last];
        _regressors = Array.ConvertAll(regressors, one => one[_first..last]);
        _scales = Array.ConvertAll(_regressors, one => Magnitude.Normalise(one));
        _gaps = [.. Enumerable.Range(0, _values.Length).Where(t => !double.IsFinite(series.Values[_first + t]))];
        if (observed < ArimaMethod.FewestObservations)
        {
            Simple = SeasonalNaive.Carry(series, _whole, observed == 0
                ? "The series has no observation, so zero is forecast."
                : $"The series has {observed} of the {ArimaMethod.FewestObservations} observations ARIMA needs, so its last value is carried on.");
            return;
        }

        _unit = Magnitude.Normalise(_values);
        if (_gaps.Length > ArimaMethod.MostGaps)
        {
            Note($"The series has {_gaps.Length} gaps, more than the {ArimaMethod.MostGaps} ARIMA estimates, so they lie on the line between their neighbours.");
            _gaps = [];
        }
    }

    /// <summary>Steps in one season, 1 for none.</summary>
    public int Season { get; }

    /// <summary>The number of observations.</summary>
    public int Observed { get; }

    /// <summary>The values from the first to the last observation, gaps filled, of magnitude 1.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>A model that needs no search, or <see langword="null"/>.</summary>
    public IForecastModel? Simple { get; }

    /// <summary>Why something simpler is fitted than was asked for, or <see langword="null"/>.</summary>
    public string? Fallback { get; private set; }

    /// <summary>Adds a reason.</summary>
    public void Note(string reason) => Fallback = Fallback is null ? reason : $"{Fallback} {reason}";

    /// <summary>n: the observations a model of the order is fitted to.</summary>
    public int Used(ArimaOrder order) => _values.Length - _gaps.Length - order.Lost(Season);

    /// <summary>How many numbers a model of the order estimates, regressors' coefficients and the variance among them.</summary>
    public int Parameters(ArimaOrder order) => order.Coefficients + _regressors.Length + 1;

    /// <summary>Whether there are more observations than the order needs for a corrected criterion.</summary>
    public bool Suits(ArimaOrder order) => Used(order) > Parameters(order) + 1;

    /// <summary>Whether nothing is left to be explained once the differences of an order are taken.</summary>
    public bool IsConstant(ArimaOrder order)
    {
        var rest = Difference(_values, order);
        if (rest.Length == 0)
            return true;
        foreach (var value in rest)
            if (Math.Abs(value - rest[0]) > Rounding)
                return false;
        return true;
    }

    /// <summary>What the regressors leave of the values by least squares: differences are chosen by it.</summary>
    public double[] Unexplained()
    {
        var rest = (double[])_values.Clone();
        if (_regressors.Length == 0)
            return rest;
        // Gram–Schmidt: each column is made orthogonal to those before it and then taken out of the series.
        var basis = new List<double[]>();
        foreach (var column in _regressors.Prepend([.. Enumerable.Repeat(1.0, rest.Length)]))
        {
            var own = (double[])column.Clone();
            var size = Dot.Of(own, own);
            foreach (var other in basis)
                Axpy.Add(-Dot.Of(own, other), other, own);
            var left = Dot.Of(own, own);
            if (!(left > Rounding * size))
                continue;
            var scale = 1 / Math.Sqrt(left);
            basis.Add(Array.ConvertAll(own, value => value * scale));
            Axpy.Add(-Dot.Of(rest, basis[^1]), basis[^1], rest);
        }

        return rest;
    }

    /// <summary>The stationary part of an order.</summary>
    public ArmaOrders Orders(ArimaOrder order) =>
        new(order.Ar, order.SeasonalAr, order.Ma, order.SeasonalMa, order.SeasonalAr + order.SeasonalMa > 0 ? Season : 1);

    /// <summary>What the likelihood of an order sees; a constant is a regressor.</summary>
    public ArmaData Data(ArimaOrder order)
    {
        var columns = new List<double[]>(_gaps.Length + _regressors.Length + 2);
        foreach (var gap in _gaps)
        {
            var indicator = new double[_values.Length];
            indicator[gap] = 1;
            columns.Add(Difference(indicator, order));
        }

        foreach (var regressor in _regressors)
            columns.Add(Difference(regressor, order));
        var series = Difference(_values, order);
        if (order.HasConstant)
        {
            var ones = new double[series.Length];
            ones.AsSpan().Fill(1);
            columns.Add(ones);
        }

        columns.Add(series);
        return new ArmaData([.. columns], _gaps.Length);
    }

    /// <summary>Akaike's corrected criterion of what a search found, in units of magnitude 1; +∞ where there are too few observations.</summary>
    public double Criterion(ArimaOrder order, double objective)
    {
        double n = Used(order);
        var parameters = Parameters(order);
        var rest = n - parameters - 1;
        return rest > 0 ? Deviance(n, objective) + 2 * parameters * n / rest : double.PositiveInfinity;
    }

    /// <summary>The model at a point that was found, and the regressors' coefficients in units of the series.</summary>
    /// <param name="order">The order.</param>
    /// <param name="point">The partial autocorrelations.</param>
    /// <param name="known">What there is at the point, where the search has said it.</param>
    public (ArimaModel Model, double[] Coefficients) Finish(ArimaOrder order, ReadOnlySpan<double> point, SinglePlace? known = null)
    {
        var place = known ?? SinglePlace.Of(Data(order), Orders(order), point);
        var constant = order.HasConstant ? ArimaParameters.ConstantOf(order, place.Coefficients[^1], Season) : 0;
        var coefficients = new double[_regressors.Length];
        for (var k = 0; k < coefficients.Length; k++)
            coefficients[k] = Magnitude.Finite(place.Coefficients[_gaps.Length + k] / _scales[k] * _unit);
        return (Model(ArimaParameters.At(order, point, constant), place), coefficients);
    }

    /// <summary>The model of given parameters, in units of the series.</summary>
    public ArimaModel Follow(ArimaParameters given)
    {
        var order = given.Order;
        var mean = given.Mean(Season) / _unit;
        var data = Data(order with { HasConstant = false });
        data = data with { Columns = [.. data.Columns[..^1], Array.ConvertAll(data.Columns[^1], value => value - mean)] };
        return Model(given with { Constant = given.Constant / _unit }, SinglePlace.Of(data, Orders(order), given.Point()));
    }

    /// <summary>The model of a series that follows its differences without error.</summary>
    public ArimaModel Exact(ArimaOrder order)
    {
        var rest = Difference(_values, order);
        var constant = order.HasConstant && rest.Length > 0 ? ArimaParameters.ConstantOf(order, rest[0], Season) : 0;
        return Model(new ArimaParameters { Order = order, Constant = constant }, new SinglePlace(0, 0, new double[_gaps.Length + _regressors.Length], []));
    }

    /// <summary>The last value carried on.</summary>
    public IForecastModel Carry(string reason) => SeasonalNaive.Carry(_series, _whole, reason);

    private ArimaModel Model(ArimaParameters parameters, SinglePlace place)
    {
        var order = parameters.Order;
        var season = order.IsSeasonal ? Season : 1;
        var complete = (double[])_values.Clone();
        for (var k = 0; k < _gaps.Length; k++)
            complete[_gaps[k]] -= place.Coefficients[k];
        for (var k = 0; k < _regressors.Length; k++)
            for (var t = 0; t < complete.Length; t++)
                complete[t] -= place.Coefficients[_gaps.Length + k] * _regressors[k][t];
        var rest = Difference(complete, order);
        var mean = parameters.Mean(Season);
        foreach (ref var value in rest.AsSpan())
            value -= mean;
        var (errors, variances) = (new double[rest.Length], new double[rest.Length]);
        var ar = ArimaState.Product(parameters.Ar, parameters.SeasonalAr, season, -1);
        var ma = ArimaState.Product(parameters.Ma, parameters.SeasonalMa, season, 1);
        var past = StateFilter.Run(rest, ar, ma, place.Covariance, errors, variances);

        var lost = order.Lost(Season);
        double n = Used(order);
        var count = Parameters(order);
        var sigma = Math.Sqrt(place.Squares / Math.Max(1, n - count + 1));
        var state = new ArimaState(
            parameters with { Constant = Magnitude.Finite(parameters.Constant * _unit) }, season, Magnitude.Finite(sigma * _unit), Scaled(past),
            Scaled(complete[^lost..]));
        // Gaps at the end: the series goes on as forecast.
        for (var t = _first + _values.Length; t < _series.Length; t++)
            state = state.After(double.NaN);
        var residuals = new double[_series.Length];
        residuals.AsSpan().Fill(double.NaN);
        Scaled(errors).CopyTo(residuals, _first + lost);
        GapFilling.Blank(_series.Values, residuals);
        var objective = Math.FusedMultiplyAdd(n, Elementary.Log(place.Squares), place.Logarithm);
        return new ArimaModel(state, Fallback, residuals)
        {
            LogLikelihood = -0.5 * Deviance(n, objective),
            Aicc = Criterion(order, objective),
        };
    }

    /// <summary>−2 ln L in units of the series.</summary>
    private double Deviance(double n, double objective) =>
        objective + n * (1 + Elementary.Log(2 * Math.PI) - Elementary.Log(Math.Max(1, n)) + 2 * Elementary.Log(_unit));

    private double[] Difference(double[] values, ArimaOrder order) =>
        Differenced.Of(values, order.Differences, order.SeasonalDifferences, Season);

    private double[] Scaled(double[] values) => Array.ConvertAll(values, value => Magnitude.Finite(value * _unit));
}
