using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Forecast.Autoregression;

/// <summary>The least-squares problem of <see cref="SeasonalAutoregression"/>.</summary>
internal sealed class LagRegression
{
    // A ridge this small, as a share of the rows, only makes the Gram matrix of a regular series positive definite.
    private const double LeastRidge = 1e-10;

    // By how much of the range seen a forecast may leave it.
    private const double Margin = 0.5;

    private readonly double[] _observations;
    private readonly double[] _filled;
    private readonly double[] _standard;
    private readonly int[] _lags;
    private readonly bool _logarithmic;
    private readonly double _mean;
    private readonly double _scale;

    /// <summary>Transforms and standardises a series that is not constant.</summary>
    /// <param name="observations">The series with its gaps.</param>
    /// <param name="filled">The series without; kept.</param>
    /// <param name="lags">The lags, ascending.</param>
    /// <param name="logarithmic">Whether logarithms are taken if all observations are above zero.</param>
    public LagRegression(ReadOnlySpan<double> observations, double[] filled, int[] lags, bool logarithmic)
    {
        (_observations, _filled, _lags) = (observations.ToArray(), filled, lags);
        _standard = (double[])filled.Clone();
        _logarithmic = logarithmic && !filled.AsSpan().ContainsAnyInRange(double.NegativeInfinity, 0);
        var unit = 1.0;
        if (_logarithmic)
            Elementary.Log(filled, _standard);
        else
            unit = Magnitude.Normalise(_standard);
        var origin = _standard[0];
        var mean = 0.0;
        foreach (var value in _standard)
            mean += value - origin;
        mean = origin + mean / _standard.Length;
        var squares = 0.0;
        foreach (ref var value in _standard.AsSpan())
        {
            value -= mean;
            squares += value * value;
        }

        var scale = Math.Sqrt(squares / _standard.Length);
        foreach (ref var value in _standard.AsSpan())
            value /= scale;
        (_mean, _scale) = (mean * unit, scale * unit);
    }

    /// <summary>Solves the problem.</summary>
    /// <param name="ridge">The ridge as a share of the rows.</param>
    /// <param name="fallback">What the model is to say of seasons left out.</param>
    /// <returns>The model; <see langword="null"/> if the equations cannot be solved, as for a series whose variance is lost in rounding.</returns>
    public ElementaryModel? TrySolve(double ridge, string? fallback)
    {
        var (longest, width) = (_lags[^1], _lags.Length + 2);
        using var scratch = new Scratch((_standard.Length - longest) * width);
        // The columns of a row: the lagged values, 1 for the intercept, and the target.
        var rows = scratch.Span;
        var count = 0;
        for (var t = longest; t < _standard.Length; t++)
        {
            if (!double.IsFinite(_observations[t]))
                continue;
            var row = rows.Slice(count++ * width, width);
            for (var i = 0; i < _lags.Length; i++)
                row[i] = _standard[t - _lags[i]];
            row[^2] = 1;
            row[^1] = _standard[t];
        }

        var gram = new double[width * width];
        Syrk.AddGram(rows[..(count * width)], count, width, gram);
        var order = width - 1;
        var (matrix, solution) = (new double[order * order], new double[order]);
        for (var i = 0; i < order; i++)
        {
            gram.AsSpan(i * width, order).CopyTo(matrix.AsSpan(i * order));
            matrix[i * order + i] += i < _lags.Length ? Math.Max(ridge, LeastRidge) * count : 0;
            solution[i] = gram[i * width + order];
        }

        if (!Cholesky.TryFactor(matrix, order))
            return null;
        Cholesky.Solve(matrix, order, solution);
        return solution.All(double.IsFinite) ? Model(solution, fallback) : null;
    }

    private ElementaryModel Model(double[] solution, string? fallback)
    {
        var longest = _lags[^1];
        var (low, high) = (_standard[0], _standard[0]);
        foreach (var value in _standard)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var margin = Margin * (high - low);
        (low, high) = (low - margin, high + margin);
        var view = new AutoregressionParameters(_logarithmic, _mean, _scale, solution[^1], low, high, _lags, solution.AsSpan(0, _lags.Length), _standard.AsSpan(^longest..));
        var residuals = new double[_filled.Length];
        residuals.AsSpan(0, longest).Fill(double.NaN);
        for (var t = longest; t < residuals.Length; t++)
            residuals[t] = Magnitude.Finite(_filled[t] - view.Value(view.Next(_standard.AsSpan(t - longest, longest))));
        GapFilling.Blank(_observations, residuals);
        var state = new ModelState(ElementaryModel.SeasonalAutoregression, fallback, 0, 0, 0, _filled.Length, []) { Parameters = view.ToArray() };
        return new ElementaryModel(state, residuals);
    }
}
