using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Decomposition;

/// <summary>Local regression of a series on time: at each step a constant or line by least squares, near steps weighing more.</summary>
/// <remarks>Cleveland, Cleveland, McRae and Terpenning (1990), section 2.2: weights (1 − (r/h)³)³ of the distance r, h that of the furthest
/// step in the window; a window longer than the series widens h by half the steps missing. Every step is regressed, none interpolated.
/// Inside the series the window is symmetric: the line's weights are then the constant's, the same everywhere.</remarks>
internal sealed class Loess
{
    // Distances this near to 0 and h, relative to h, count as 0 and h, as in the reference implementation.
    private const double Near = 0.001;
    private const double Far = 0.999;

    private readonly int _window;
    private readonly bool _line;
    private readonly double[] _inner;

    /// <summary>Prepares the regression.</summary>
    /// <param name="window">The steps in the window, odd, at least 3.</param>
    /// <param name="degree">0 for a constant, 1 for a line.</param>
    /// <param name="longest">The length of the longest series to come.</param>
    public Loess(int window, int degree, int longest)
    {
        _window = window;
        _line = degree == 1;
        _inner = window < longest ? new double[window] : [];
        var half = window / 2;
        var total = 0.0;
        for (var j = 0; j < _inner.Length; j++)
            total += _inner[j] = Tricube(Math.Abs(j - half), half);
        foreach (ref var weight in _inner.AsSpan())
            weight /= total;
    }

    /// <summary>Smooths a series.</summary>
    /// <param name="values">The series.</param>
    /// <param name="robustness">A further weight of each step; empty for none.</param>
    /// <param name="smooth">A place for each step.</param>
    public void Smooth(ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, Span<double> smooth)
    {
        var (n, half) = (values.Length, _window / 2);
        for (var t = 0; t < n; t++)
        {
            if (_window >= n)
            {
                smooth[t] = At(t, 0, n, values, robustness, values[t]);
                continue;
            }

            var left = Math.Clamp(t - half, 0, n - _window);
            smooth[t] = robustness.IsEmpty && left == t - half
                ? Dot.Of(_inner, values.Slice(left, _window))
                : At(t, left, _window, values, robustness, values[t]);
        }
    }

    /// <summary>The value just before the first step.</summary>
    /// <param name="values">The series, at least one value.</param>
    /// <param name="robustness">See <see cref="Smooth"/>.</param>
    /// <param name="otherwise">What it is where every weight is 0.</param>
    public double Before(ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, double otherwise) =>
        At(-1, 0, Math.Min(_window, values.Length), values, robustness, otherwise);

    /// <summary>The value just after the last step; see <see cref="Before"/>.</summary>
    public double After(ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, double otherwise)
    {
        var count = Math.Min(_window, values.Length);
        return At(values.Length, values.Length - count, count, values, robustness, otherwise);
    }

    private double At(int at, int left, int count, ReadOnlySpan<double> values, ReadOnlySpan<double> robustness, double otherwise)
    {
        using var scratch = new Scratch(count);
        var weights = scratch.Span;
        double reach = Math.Max(at - left, left + count - 1 - at);
        if (_window > values.Length)
            reach += (_window - values.Length) / 2;
        var total = 0.0;
        for (var j = 0; j < count; j++)
        {
            var weight = Tricube(Math.Abs(left + j - at), reach);
            total += weights[j] = robustness.IsEmpty ? weight : weight * robustness[left + j];
        }

        if (total <= 0)
            return otherwise;
        var (sum, centre) = (0.0, 0.0);
        for (var j = 0; j < count; j++)
        {
            weights[j] /= total;
            sum = Math.FusedMultiplyAdd(weights[j], values[left + j], sum);
            centre = Math.FusedMultiplyAdd(weights[j], left + j, centre);
        }

        if (!_line || reach <= 0)
            return sum;
        var (spread, slope) = (0.0, 0.0);
        for (var j = 0; j < count; j++)
        {
            var distance = left + j - centre;
            spread = Math.FusedMultiplyAdd(weights[j] * distance, distance, spread);
            slope = Math.FusedMultiplyAdd(weights[j] * distance, values[left + j], slope);
        }

        // Steps that lie nearly upon one another say nothing of a slope.
        return Math.Sqrt(spread) > Near * (values.Length - 1) ? Math.FusedMultiplyAdd(slope / spread, at - centre, sum) : sum;
    }

    private static double Tricube(double distance, double reach)
    {
        if (distance > Far * reach)
            return 0;
        if (distance <= Near * reach)
            return 1;
        var ratio = distance / reach;
        var rest = 1 - ratio * ratio * ratio;
        return rest * rest * rest;
    }
}
