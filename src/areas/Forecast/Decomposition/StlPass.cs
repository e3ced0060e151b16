using System.Buffers;

namespace Kirana.Forecast.Decomposition;

/// <summary>One pass of <see cref="Stl"/>: the season from the series less the trend, then the trend from the series less the season.</summary>
/// <remarks>Cleveland et al. (1990), section 2.3, steps 1 to 6.</remarks>
internal sealed class StlPass : IDisposable
{
    private readonly int _season;
    private readonly Loess _seasonal;
    private readonly Loess _lowPass;
    private readonly Loess _trend;
    private readonly double[] _cycles;
    private readonly double[] _averages;
    private readonly double[] _phase;

    /// <summary>Prepares passes over a series.</summary>
    /// <param name="length">Its length, above two seasons.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="seasonalWindow">The seasons of a seasonal window.</param>
    /// <param name="seasonalLine">Whether the seasonal regression is a line.</param>
    /// <param name="trendWindow">The steps of the trend's window.</param>
    public StlPass(int length, int season, int seasonalWindow, bool seasonalLine, int trendWindow)
    {
        _season = season;
        var seasons = (length + season - 1) / season;
        _seasonal = new Loess(seasonalWindow, seasonalLine ? 1 : 0, seasons);
        _lowPass = new Loess(Math.Max(3, season | 1), 1, length);
        _trend = new Loess(trendWindow, 1, length);
        _cycles = ArrayPool<double>.Shared.Rent(length + 2 * season);
        _averages = ArrayPool<double>.Shared.Rent(length + 2 * season);
        _phase = ArrayPool<double>.Shared.Rent(3 * seasons);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_cycles);
        ArrayPool<double>.Shared.Return(_averages);
        ArrayPool<double>.Shared.Return(_phase);
    }

    /// <summary>Runs a pass.</summary>
    /// <param name="values">The series.</param>
    /// <param name="robustness">A weight of each step; empty for none.</param>
    /// <param name="trend">The trend so far, and then the new one.</param>
    /// <param name="seasonal">The new season.</param>
    public void Run(ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, Span<double> trend, Span<double> seasonal)
    {
        var n = values.Length;
        var cycles = _cycles.AsSpan(0, n + 2 * _season);
        for (var phase = 0; phase < _season; phase++)
            SmoothPhase(phase, values, robustness, trend, cycles);

        // Moving averages over one season twice and over three steps take out what repeats; the season must not hold what is left.
        var low = _averages.AsSpan(0, cycles.Length);
        cycles.CopyTo(low);
        low = Average(Average(Average(low, _season), _season), 3);
        _lowPass.Smooth(low, [], trend);
        for (var t = 0; t < n; t++)
            seasonal[t] = cycles[_season + t] - trend[t];

        for (var t = 0; t < n; t++)
            low[t] = values[t] - seasonal[t];
        _trend.Smooth(low, robustness, trend);
    }

    /// <summary>Smooths the values of one phase over the seasons, with one season more at either end.</summary>
    private void SmoothPhase(int phase, ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, ReadOnlySpan<double> trend, Span<double> cycles)
    {
        var count = (values.Length - 1 - phase) / _season + 1;
        var own = _phase.AsSpan(0, count);
        var weights = _phase.AsSpan(count, robustness.IsEmpty ? 0 : count);
        var smooth = _phase.AsSpan(2 * count, count);
        for (var i = 0; i < count; i++)
        {
            var t = phase + i * _season;
            own[i] = values[t] - trend[t];
            if (!robustness.IsEmpty)
                weights[i] = robustness[t];
        }

        _seasonal.Smooth(own, weights, smooth);
        cycles[phase] = _seasonal.Before(own, weights, smooth[0]);
        for (var i = 0; i < count; i++)
            cycles[phase + (i + 1) * _season] = smooth[i];
        cycles[phase + (count + 1) * _season] = _seasonal.After(own, weights, smooth[^1]);
    }

    /// <summary>The moving average in place; as much shorter as the window is longer than 1.</summary>
    private static Span<double> Average(Span<double> values, int window)
    {
        var sum = 0.0;
        for (var t = 0; t < window; t++)
            sum += values[t];
        var count = values.Length - window + 1;
        for (var t = 0; t < count; t++)
        {
            var first = values[t];
            values[t] = sum / window;
            if (t + 1 < count)
                sum += values[t + window] - first;
        }

        return values[..count];
    }
}
