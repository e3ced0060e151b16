using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Autoregression;

/// <summary>What an autoregression forecasts from: <see cref="ModelState.Parameters"/> by name.</summary>
/// <remarks>In order: 1 for logarithms or 0, mean, scale, intercept, least and greatest standardised forecast, the number of lags, the lags
/// ascending, their weights, and as many standardised values as the longest lag, oldest first.</remarks>
internal readonly ref struct AutoregressionParameters
{
    private const int Fixed = 7;

    private readonly ReadOnlySpan<double> _lags;
    private readonly ReadOnlySpan<double> _weights;
    private readonly bool _logarithmic;
    private readonly double _mean, _scale, _intercept, _low, _high;

    public AutoregressionParameters(
        bool logarithmic, double mean, double scale, double intercept, double low, double high, int[] lags, ReadOnlySpan<double> weights,
        ReadOnlySpan<double> history)
    {
        (_logarithmic, _mean, _scale, _intercept, _low, _high) = (logarithmic, mean, scale, intercept, low, high);
        _lags = Array.ConvertAll(lags, lag => (double)lag);
        _weights = weights;
        History = history;
    }

    /// <summary>Reads the parameters of a state without fault.</summary>
    public AutoregressionParameters(ModelState state)
    {
        var all = state.Parameters.AsSpan();
        (_logarithmic, _mean, _scale, _intercept, _low, _high) = (all[0] != 0, all[1], all[2], all[3], all[4], all[5]);
        var count = (int)all[6];
        _lags = all.Slice(Fixed, count);
        _weights = all.Slice(Fixed + count, count);
        History = all[(Fixed + 2 * count)..];
    }

    /// <summary>The last standardised values, as many as the longest lag, oldest first.</summary>
    public ReadOnlySpan<double> History { get; }

    /// <summary>What is wrong with the parameters of a state; see <see cref="IModelKind.Fault"/>.</summary>
    public static (string Column, string Expected, string Found)? Fault(ReadOnlySpan<double> all)
    {
        if (all.Length < Fixed || !(all[6] >= 1 && all[6] <= (all.Length - Fixed) / 2) || all[6] != Math.Floor(all[6]))
            return ("parameters", "a count of lags, the lags and their weights", $"{all.Length} numbers");
        var count = (int)all[6];
        var previous = 0.0;
        foreach (var lag in all.Slice(Fixed, count))
        {
            if (lag <= previous || lag != Math.Floor(lag))
                return ("parameters", "ascending whole lags from 1 on", $"{lag} after {previous}");
            previous = lag;
        }

        var history = all.Length - Fixed - 2 * count;
        if (history != previous)
            return ("parameters", $"as many values as the longest lag, {previous}", $"{history}");
        return all[5] >= all[4] ? null : ("parameters", "a greatest forecast no less than the least", $"{all[4]} and {all[5]}");
    }

    /// <summary>The equation's next standardised value.</summary>
    /// <param name="history">The values before, at least as many as the longest lag, oldest first.</param>
    public double Next(ReadOnlySpan<double> history)
    {
        var next = _intercept;
        for (var i = 0; i < _lags.Length; i++)
            next = Math.FusedMultiplyAdd(_weights[i], history[^(int)_lags[i]], next);
        // NaN, which opposite infinities give, becomes the mean.
        return double.IsNaN(next) ? 0 : Math.Clamp(next, _low, _high);
    }

    /// <summary>The value that a standardised one stands for; finite.</summary>
    public double Value(double standard)
    {
        var value = Math.FusedMultiplyAdd(_scale, standard, _mean);
        return Magnitude.Finite(_logarithmic ? Elementary.Exp(value) : value);
    }

    /// <summary>The standardised value of an observation; the least forecast where it has no logarithm.</summary>
    public double Standard(double observation)
    {
        var value = _logarithmic ? observation > 0 ? Elementary.Log(observation) : double.NegativeInfinity : observation;
        var standard = value / _scale - _mean / _scale;
        return double.IsFinite(standard) ? standard : double.IsNegative(standard) ? _low : _high;
    }

    /// <summary>The numbers in the order of a state.</summary>
    public double[] ToArray() =>
        [_logarithmic ? 1 : 0, _mean, _scale, _intercept, _low, _high, _lags.Length, .. _lags, .. _weights, .. History];
}
